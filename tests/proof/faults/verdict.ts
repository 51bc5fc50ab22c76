import { askConsole } from "./askConsole.ts";
import { check } from "./checker.ts";
import type { Crowd } from "./crowd.ts";
import type { Seen, Takeover, Violation } from "./history.ts";
import { readKept } from "./readKept.ts";
import { readSeen } from "./readSeen.ts";

/** What did not hold on a stage where nothing happens any more. */
export const judge = async (crowd: Crowd, takeovers: Takeover[] = []): Promise<{ seen: Seen; broken: Violation[] }> => {
  const seen = readSeen(crowd.stage.world, takeovers);
  const kept = await askConsole(crowd, readKept(crowd.stage.stateDir));
  return { seen, broken: check(seen, kept) };
};

/** A violation and the case that showed it. */
export type Found = Violation & { case: number };

/** As many as anybody reads. */
const mostKept = 50;

export const keep = (found: Found[], broken: Violation[], at: number): Found[] =>
  [...found, ...broken.map((violation) => ({ ...violation, case: at }))].slice(0, mostKept);

/** The words of a figure about some invariants: how many violations there were, and of the first what it was. */
export const told = (found: Found[], invariants: Violation["invariant"][]): { measured: string; holds: boolean } => {
  const broken = found.filter(({ invariant }) => invariants.includes(invariant));
  const [first] = broken;
  if (!first) return { measured: "0 violations", holds: true };
  const many = broken.length === mostKept ? `${mostKept} or more` : `${broken.length}`;
  return { measured: `${many} violations, the first in case ${first.case}: ${first.invariant}, ${first.what}`, holds: false };
};
