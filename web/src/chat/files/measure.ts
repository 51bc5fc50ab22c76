import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";
import { locales } from "../time.ts";

const kilo = 1_024;

export const numberIn =
  (language: CustomerLanguage) =>
  (value: number): string =>
    new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value);

/** `812 kB`, `1,4 MB` */
export const sizeIn = (language: CustomerLanguage, bytes: number): string => {
  const isLarge = bytes >= kilo * kilo;
  const value = isLarge ? bytes / kilo / kilo : Math.max(1, Math.round(bytes / kilo));
  return `${numberIn(language)(value >= 10 ? Math.round(value) : value)} ${isLarge ? "MB" : "kB"}`;
};
