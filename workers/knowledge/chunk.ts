export interface ChunkSize {
  /** Characters a chunk aims at. */
  size: number;
  /** Characters of the previous chunk's end that a chunk may begin with, so that no thought is cut in two. */
  overlap: number;
}

/**
 * Cuts a text into pieces for search: whole paragraphs up to about 800 characters, long ones at sentences, endless sentences at
 * words. Each piece but the first begins with the last sentence of the one before, when that is short enough.
 */
export const chunkText = (text: string, { size, overlap }: ChunkSize = { size: 800, overlap: 150 }): string[] => {
  const chunks: string[] = [];
  let open = "";
  for (const piece of pieces(text, size)) {
    if (open !== "" && open.length + piece.text.length + 2 > size) {
      chunks.push(open);
      open = tail(open, overlap);
    }
    open = open === "" ? piece.text : `${open}${piece.startsParagraph ? "\n\n" : " "}${piece.text}`;
  }
  return open === "" ? chunks : [...chunks, open];
};

interface Piece {
  text: string;
  startsParagraph: boolean;
}

const pieces = (text: string, size: number): Piece[] =>
  text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph) =>
      (paragraph.length <= size ? [paragraph] : sentences(paragraph).flatMap((sentence) => words(sentence, size))).map(
        (piece, at) => ({ text: piece, startsParagraph: at === 0 }),
      ),
    );

const sentences = (paragraph: string): string[] =>
  paragraph
    .split(/(?<=[.!?…;:])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");

const words = (sentence: string, size: number): string[] => {
  const cut: string[] = [];
  let rest = sentence;
  while (rest.length > size) {
    const space = rest.lastIndexOf(" ", size);
    const at = space > size / 2 ? space : splitsPair(rest, size) ? size - 1 : size;
    cut.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest === "" ? cut : [...cut, rest];
};

const splitsPair = (text: string, at: number): boolean => /[\ud800-\udbff]/.test(text.charAt(at - 1));

const tail = (chunk: string, overlap: number): string => {
  const last = sentences(chunk).at(-1) ?? "";
  return last.length <= overlap && last.length < chunk.length ? last : "";
};
