import { language } from "./language.ts";

const locales = { it: "it-IT", en: "en-GB" } as const;
const kilo = 1_024;

/** `812 kB`, `1,4 MB` */
export const sizeOf = (bytes: number): string => {
  const isLarge = bytes >= kilo * kilo;
  const value = isLarge ? bytes / kilo / kilo : Math.max(1, Math.round(bytes / kilo));
  const digits = isLarge && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locales[language()], { maximumFractionDigits: digits }).format(value)} ${isLarge ? "MB" : "kB"}`;
};

/** A span of time to go, rounded down to minutes: `3 h 12 min`, `8 min`; never broken over two lines. */
export const spanOf = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}\u00a0min`;
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${rest}\u00a0min`;
};

const waits = [
  { upTo: 90_000, unit: "second", size: 1_000 },
  { upTo: 90 * 60_000, unit: "minute", size: 60_000 },
  { upTo: 36 * 3_600_000, unit: "hour", size: 3_600_000 },
  { upTo: Infinity, unit: "day", size: 86_400_000 },
] as const;

/** How long something took, in the one unit that tells it best: `8 s`, `3 min`, `5 h`, `2 gg`. */
export const waitWords = (milliseconds: number): string => {
  const { unit, size } = waits.find(({ upTo }) => milliseconds < upTo) ?? waits[3];
  const value = milliseconds / size;
  const digits = value < 10 && unit !== "second" ? 1 : 0;
  return new Intl.NumberFormat(locales[language()], {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  }).format(value);
};
