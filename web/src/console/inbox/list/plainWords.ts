import { textRuns } from "../thread/textRuns.ts";

const longAddress = /^https?:\/\/(?:www\.)?([^/]+)\/\S{12,}$/;

/** A message as one line of plain words: no line breaks, no marks of emphasis, long addresses cut to where they lead. */
export const plainWords = (text: string): string => bare(text.replaceAll("```", "").replace(/\s+/g, " ").trim());

const bare = (text: string): string =>
  textRuns(text)
    .map((run) => {
      if (run.kind === "text") return run.text;
      return run.kind === "link" ? run.href.replace(longAddress, "$1/…") : bare(run.inner);
    })
    .join("");
