import type { TextRun } from "./textRuns.ts";

/** A run of a note's text: as of any, or a colleague who is named in it. */
export type NoteRun = TextRun | { kind: "mention"; name: string };

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** `@Name` of any of these, where a word begins; the longest name first, so that "@Anna Bianchi" is not "@Anna". */
export const mentionPattern = (names: readonly string[]): RegExp | null => {
  if (names.length === 0) return null;
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])@(${longestFirst.join("|")})(?![\p{L}\p{N}])`, "giu");
};

/** Plain runs cut where a colleague is named; the others stay as they are. */
export const withMentions = (runs: readonly TextRun[], names: readonly string[]): NoteRun[] => {
  const pattern = mentionPattern(names);
  if (!pattern) return [...runs];
  return runs.flatMap((run): NoteRun[] => {
    if (run.kind !== "text") return [run];
    const cut: NoteRun[] = [];
    let from = 0;
    for (const match of run.text.matchAll(pattern)) {
      if (match.index > from) cut.push({ kind: "text", text: run.text.slice(from, match.index) });
      cut.push({ kind: "mention", name: match[1] ?? "" });
      from = match.index + match[0].length;
    }
    if (from < run.text.length) cut.push({ kind: "text", text: run.text.slice(from) });
    return cut;
  });
};
