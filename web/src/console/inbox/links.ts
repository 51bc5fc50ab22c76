export interface TextPart {
  text: string;
  /** Set when the part is an address of the web. */
  href: string | null;
}

const address = /https?:\/\/[^\s<>"']+/g;

/** A text cut at its web addresses. Only http and https: nothing a customer writes can become another kind of link. */
export const textParts = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(/[.,;:!?)\]]+$/, "");
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: found, href: found });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
};
