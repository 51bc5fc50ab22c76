import type { Contact } from "../../../../schema/contract/contacts.ts";
import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";
import { t } from "../../i18n/text.ts";

const known = ["it", "en", "es", "fr"] as const satisfies readonly CustomerLanguage[];

/** The languages Filo's own texts to customers are written in, and "not known", for a select. */
export const languageOptions = (): { value: CustomerLanguage | ""; label: string }[] => [
  { value: "", label: t().contacts.languageUnknown },
  ...known.map((code) => ({ value: code, label: t().common.customerLanguages[code] })),
];

/** Where a contact's language comes from, in words. */
export const languageHelp = ({ languageSource }: Pick<Contact, "languageSource">): string => {
  if (languageSource === "found") return t().contacts.languageFound;
  return languageSource === "set" ? t().contacts.languageSet : t().contacts.languageHelp;
};
