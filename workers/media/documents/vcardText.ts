const mostCards = 50;
const mostLines = 2_000;
const shown = new Set(["FN", "N", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NOTE"]);

/** Contacts as people read them, a line each: name, then numbers, addresses and what else was given. Source: RFC 6350 and RFC 2426 */
export const vcardText = (vcard: string): string => {
  const lines = vcard
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .slice(0, mostLines);
  const cards: Map<string, string[]>[] = [];
  for (const line of lines) {
    if (/^BEGIN:VCARD/i.test(line)) cards.push(new Map());
    const [, property = "", value = ""] = /^(?:[\w-]{1,40}\.)?([\w-]{1,40})(?:;[^:]{0,400})?:(.*)$/.exec(line) ?? [];
    const name = property.toUpperCase();
    const card = cards.at(-1);
    if (card && shown.has(name)) card.set(name, [...(card.get(name) ?? []), plain(value)]);
  }
  return cards
    .slice(0, mostCards)
    .map(cardText)
    .filter((text) => text !== "")
    .join("\n");
};

const cardText = (card: Map<string, string[]>): string => {
  const called = card.get("FN") ?? card.get("N") ?? [];
  const rest = [...card].filter(([name]) => name !== "FN" && name !== "N").flatMap(([, values]) => values);
  return [...new Set([...called, ...rest])].filter((value) => value !== "").join(" · ");
};

/** Parts of a value are set apart by semicolons; a backslash stands before what is meant as it is. */
const plain = (value: string): string =>
  value
    .slice(0, 300)
    .replace(/^(?:mailto|tel):/i, "")
    .replace(/\\n/gi, " ")
    .replace(/(?<!\\);+/g, " ")
    .replace(/\\([\\;,])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
