import { language } from "./language.ts";

const locales = { it: "it-IT", en: "en-GB" } as const;

/** `0,00034 €`, from millionths of a euro: what one answer costs is too little for two decimals. */
export const smallEuroOf = (micros: number): string =>
  new Intl.NumberFormat(locales[language()], { style: "currency", currency: "EUR", maximumSignificantDigits: 2 }).format(
    micros / 1_000_000,
  );

/** `0,84 €`, from millionths of a euro. */
export const euroOf = (micros: number): string =>
  new Intl.NumberFormat(locales[language()], { style: "currency", currency: "EUR" }).format(micros / 1_000_000);
