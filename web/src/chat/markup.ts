/** A run of text within a line. */
export type Inline = { kind: "text" | "strong" | "emphasis"; text: string } | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "paragraph"; lines: Inline[][] }
  | { kind: "list"; isOrdered: boolean; start: number; items: Inline[][] };

const bullet = /^\s{0,6}[-*•]\s+(.+)$/;
const numbered = /^\s{0,6}(\d{1,3})[.)]\s+(.+)$/;
const inline =
  /\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])|(https:\/\/[^\s<>"'«»]+)/gu;

/**
 * The little markup that models write, as data to be rendered as text: paragraphs, lists, bold (`**x**`, and WhatsApp's `*x*`),
 * emphasis (`_x_`) and https links. Everything else stays the characters it is, so there is nothing to sanitise.
 */
export function parseMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n{2,}/)) {
    for (const line of chunk.split("\n")) addLine(blocks, line);
    blocks.push({ kind: "paragraph", lines: [] });
  }
  return blocks.filter((block) => block.kind === "list" || block.lines.length > 0);
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  const item = bullet.exec(line);
  const step = numbered.exec(line);
  if (item || step) {
    const isOrdered = item === null;
    const words = parseInline((item?.[1] ?? step?.[2]) as string);
    const isSame = last?.kind === "list" && last.isOrdered === isOrdered;
    if (isSame) last.items.push(words);
    else blocks.push({ kind: "list", isOrdered, start: Number(step?.[1] ?? 1), items: [words] });
    return;
  }
  const words = parseInline(line.replace(/^#{1,6}\s+/, ""));
  if (last?.kind === "paragraph") last.lines.push(words);
  else blocks.push({ kind: "paragraph", lines: [words] });
}

function parseInline(line: string): Inline[] {
  const runs: Inline[] = [];
  let at = 0;
  for (const match of line.matchAll(inline)) {
    const [whole, double, single, emphasis, address] = match;
    // A full stop or bracket after an address belongs to the sentence.
    const tail = address === undefined ? "" : (/[.,;:!?)\]]+$/.exec(address)?.[0] ?? "");
    if (match.index > at) runs.push({ kind: "text", text: line.slice(at, match.index) });
    if (address !== undefined) {
      const href = address.slice(0, address.length - tail.length);
      runs.push({ kind: "link", text: href, href });
    } else if (emphasis === undefined) runs.push({ kind: "strong", text: (double ?? single) as string });
    else runs.push({ kind: "emphasis", text: emphasis });
    at = match.index + whole.length - tail.length;
  }
  if (at < line.length || runs.length === 0) runs.push({ kind: "text", text: line.slice(at) });
  return runs;
}

/** The same text without its signs, for being read aloud or quoted. */
export const spokenText = (text: string): string =>
  parseMarkup(text)
    .flatMap((block) => (block.kind === "list" ? block.items : block.lines))
    .map((runs) => runs.map((run) => run.text).join(""))
    .join("\n");
