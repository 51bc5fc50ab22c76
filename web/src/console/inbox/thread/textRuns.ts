/** A run of a message's text. What stands between signs of emphasis may hold runs of its own. */
export type TextRun =
  | { kind: "text"; text: string }
  | { kind: "strong" | "emphasis" | "strike"; inner: string }
  | { kind: "link"; href: string };

/** Signs count only at the borders of words: `a_b_c` and `2 * 3 * 4` are what they are. */
const between = (sign: string): string =>
  String.raw`(?<![\p{L}\p{N}${sign}])${sign}(?=\S)([^${sign}\n]+?)(?<=\S)${sign}(?![\p{L}\p{N}${sign}])`;

const runs = new RegExp(
  [
    String.raw`(https?:\/\/[^\s<>"'«»]+)`,
    String.raw`\*\*(?=\S)(.+?)(?<=\S)\*\*`,
    ...[String.raw`\*`, "_", "~"].map(between),
  ].join("|"),
  "gu",
);

/** A full stop or bracket after an address belongs to the sentence. */
const sentenceEnd = /[.,;:!?)\]]+$/;

/**
 * A text cut at its web addresses and at WhatsApp's emphasis, as data to be rendered as text: everything else stays the characters it
 * is. Only http and https: nothing a customer writes can become another kind of link.
 * Source: WhatsApp Help Center, "How to format your messages"; models also write `**x**`.
 */
export const textRuns = (text: string): TextRun[] => {
  const found: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(runs)) {
    const [whole, address, double, single, slanted, struck] = match;
    const bold = double ?? single;
    if (match.index > from) found.push({ kind: "text", text: text.slice(from, match.index) });
    from = match.index + whole.length;
    if (address !== undefined) {
      const href = address.replace(sentenceEnd, "");
      found.push({ kind: "link", href });
      from = match.index + href.length;
    } else if (bold !== undefined) found.push({ kind: "strong", inner: bold });
    else if (slanted !== undefined) found.push({ kind: "emphasis", inner: slanted });
    else found.push({ kind: "strike", inner: struck ?? "" });
  }
  if (from < text.length) found.push({ kind: "text", text: text.slice(from) });
  return found;
};

/** The first web address in a text, as {@link textRuns} shows it; null when there is none. */
export const firstLink = (text: string): string | null => {
  if (!text.includes("://")) return null;
  for (const run of textRuns(text)) {
    if (run.kind === "link") return run.href;
    const within = "inner" in run ? firstLink(run.inner) : null;
    if (within) return within;
  }
  return null;
};
