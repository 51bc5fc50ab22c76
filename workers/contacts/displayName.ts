import type { Language } from "../../schema/contract/enums.ts";
import type { Identity } from "./person.ts";

const longest = 120;
const visitorNames: Record<Language, string> = { it: "Visitatore", en: "Visitor" };

/** A name that came from outside (a WhatsApp profile, a sign-up), fit to be shown as text: one line, at most 120 characters. */
export const cleanName = (text: string | null | undefined): string => {
  const line = (text ?? "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return [...line].slice(0, longest).join("").trim();
};

/** What somebody is called who has not said their name. */
export const placeholderName = (identity: Identity, language: Language): string => {
  if (identity.kind === "visitor") return visitorNames[language];
  if (identity.kind === "whatsapp") return `WhatsApp ${identity.value.slice(-6)}`;
  return identity.value;
};

/** Whether a name only stands in for one that nobody has told us. */
export const isPlaceholderName = (name: string, identities: Identity[]): boolean =>
  Object.values(visitorNames).includes(name) ||
  identities.some((identity) => identity.kind !== "visitor" && placeholderName(identity, "it") === name);
