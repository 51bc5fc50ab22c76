import { language } from "./language.ts";

const locales = { it: "it-IT", en: "en-GB" } as const;

/** `0,84 €`, from millionths of a euro. */
export const euroOf = (micros: number): string =>
  new Intl.NumberFormat(locales[language()], { style: "currency", currency: "EUR" }).format(micros / 1_000_000);
