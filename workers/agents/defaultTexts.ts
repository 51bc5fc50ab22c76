import type { TenantRow } from "../platform/directory.ts";
import { notice } from "./notices.ts";

/** The texts a new agent begins with, so that its public page is never empty. */
export const defaultTexts = (
  name: string,
  { name: business, language }: Pick<TenantRow, "name" | "language">,
): { greeting: string; upgradeText: string } => ({
  greeting: {
    it: `Ciao! Sono ${name}, l'assistente virtuale di ${business}. Come posso aiutarti?`,
    en: `Hello! I am ${name}, the virtual assistant of ${business}. How can I help you?`,
  }[language],
  upgradeText: notice("upgrade", language),
});
