/**
 * Why a part of the console can't be had: nobody was reached; a newer Filo stands in this one's place and its files are gone; or it is
 * there no more, or not well, for no reason that can be seen from here.
 */
export type WhyMissing = "offline" | "replaced" | "broken";

/** The file that a console's page starts with; its name changes with every build. */
export const entryIn = (page: string): string | null => /<script\b[^>]*\bsrc="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? null;

/**
 * @param running the file that this page was started with
 * @param page the console's page as the server has it now; null when it could not be reached
 */
export const whyMissing = (running: string | null, page: string | null): WhyMissing => {
  if (page === null) return "offline";
  const current = entryIn(page);
  return current !== null && running !== null && current !== running ? "replaced" : "broken";
};
