import type { CustomerLanguage, Language } from "../../../schema/contract/enums.ts";

const known: readonly CustomerLanguage[] = ["it", "en", "es", "fr"];

/**
 * The language the page speaks to a reader: the first of the browser's that Filo knows, else the agent's own.
 *
 * @param wanted as `navigator.languages` or the `Accept-Language` header list them, best first
 */
export const readerLanguage = (wanted: readonly string[], agents: Language): CustomerLanguage => {
  const primary = wanted.map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return known.find((language) => language === primary.find((tag) => known.some((one) => one === tag))) ?? agents;
};

/** The tags of an `Accept-Language` header, best first (RFC 9110, section 12.5.4). */
export const acceptedLanguages = (header: string | null): string[] =>
  (header ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...rest] = entry.split(";");
      const quality = /^\s*q=([\d.]+)\s*$/.exec(rest[0] ?? "")?.[1];
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== "" && tag !== "*" && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
