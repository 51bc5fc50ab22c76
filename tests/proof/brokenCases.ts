/** Cases in which something did not hold: how many, and the first few in words. */
export interface BrokenCases {
  count: number;
  shown: { case: number; wrong: string[] }[];
}

const mostShown = 10;

export const noneBroken: BrokenCases = { count: 0, shown: [] };

/** With one case more, if anything was wrong in it. */
export const withCase = (before: BrokenCases, at: number, wrong: string[]): BrokenCases => {
  if (wrong.length === 0) return before;
  const shown = before.shown.length < mostShown ? [...before.shown, { case: at, wrong: wrong.slice(0, 3) }] : before.shown;
  return { count: before.count + 1, shown };
};

/** The words of a figure: how many of how many, and what was wrong in those that are shown. */
export const tellBroken = ({ count, shown }: BrokenCases, done: number): string =>
  [`${count} of ${done} broken`, ...shown.map((one) => `${one.case}: ${one.wrong.join("; ")}`)].join(". ");
