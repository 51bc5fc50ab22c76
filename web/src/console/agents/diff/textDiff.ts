import { editsOf, type Edit } from "./edits.ts";

/** A piece of a text that was kept, taken out or put in. */
export interface Piece {
  kind: Edit<string>["kind"];
  text: string;
}

const mostLineEdits = 2_000;
const mostWordEdits = 1_000;

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

const wordPieces = (before: string, after: string): Piece[] =>
  editsOf(wordsOf(before), wordsOf(after), mostWordEdits).map(({ kind, items }) => ({ kind, text: items.join("") }));

/** Changed lines one after the other are one change, compared by words. */
const piecesOf = (lines: Edit<string>[]): Piece[] => {
  const pieces: Piece[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const { kind, items } = lines[at] as Edit<string>;
    const next = lines[at + 1];
    const text = items.join("");
    if (kind === "same" || !next || next.kind === "same") pieces.push({ kind, text });
    else {
      const other = next.items.join("");
      pieces.push(...(kind === "removed" ? wordPieces(text, other) : wordPieces(other, text)));
      at += 1;
    }
  }
  return pieces;
};

const isGap = ({ kind, text }: Piece): boolean => kind === "same" && text.trim() === "" && !text.includes("\n");

/** A blank between two changes is read as part of both: `<del>one two</del>`, not two deletions with a hole between them. */
const withoutGaps = (pieces: Piece[]): Piece[] => {
  const joined: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed !== "") joined.push({ kind: "removed", text: removed });
    if (added !== "") joined.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1];
    const isWithin = isGap(piece) && (removed !== "" || added !== "") && next !== undefined && next.kind !== "same";
    if (piece.kind === "same" && !isWithin) {
      flush();
      joined.push(piece);
    }
    if (piece.kind === "removed" || isWithin) removed += piece.text;
    if (piece.kind === "added" || isWithin) added += piece.text;
  }
  flush();
  return joined;
};

/** What was changed in a text, word by word where the lines are alike. */
export const textDiff = (before: string, after: string): Piece[] =>
  withoutGaps(piecesOf(editsOf(linesOf(before), linesOf(after), mostLineEdits)));

/** Long stretches that were kept, cut down to what stands around a change; null stands for what was left out. */
export const around = (pieces: Piece[], kept = 120): (Piece | null)[] =>
  pieces.flatMap((piece, at) => {
    if (piece.kind !== "same" || piece.text.length <= 2 * kept) return [piece];
    const head = at === 0 ? "" : piece.text.slice(0, kept);
    const tail = at === pieces.length - 1 ? "" : piece.text.slice(-kept);
    const same = (text: string): Piece[] => (text === "" ? [] : [{ kind: "same", text }]);
    return [...same(head), null, ...same(tail)];
  });
