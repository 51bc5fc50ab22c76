import { noneBroken, tellBroken, withCase } from "./brokenCases.ts";
import { defineTrial } from "./trial.ts";

const start = { written: 0, sent: 0, asked: 0, takeovers: 0, kills: 0, joined: 0, parted: 0, broken: noneBroken };
type Tally = typeof start;

/**
 * Short stories of the whole in one process, many more than `npm test` tells (`tests/whole`): the real Line, Conversation, Inbox and Quota
 * objects on real SQLite, wired as the Worker wires them, by virtual time. D1 fails in 5 % of calls and after its commit in 1 %,
 * Twilio in 25 %, the model in 30 %; webhooks are lost, late and doubled, hints come up to six times, the process dies, our clock is up to
 * 5 min off and jumps by 10; people are linked by their codes or joined by hand, and parted again. Judged: I1 to I7, I9, I11 to I14.
 * What turns it red when the product is changed is written down in `docs/PROOF.md`.
 */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 200_000,
  slice: 500,
  start,
  async run({ seed, from, to }, tally) {
    const { tellMany } = await import("../whole/tellMany.ts");
    const { broken, ...seen } = await tellMany({ first: seed * 10_000_000 + from, runs: to - from });
    const sums = { ...tally };
    for (const key of Object.keys(seen) as (keyof typeof seen)[]) sums[key] += seen[key];
    return { ...sums, broken: broken.reduce((all, story) => withCase(all, story.seed, story.wrong), tally.broken) };
  },
  figures: ({ written, sent, asked, takeovers, kills, joined, parted, broken }, done) => [
    {
      what: "Short simulations of the whole in one process, everything failing at the issue's rates: I1 to I7, I9, I11 to I14",
      measured: `${tellBroken(broken, done)}. ${written} messages written, ${sent} parts sent, ${asked} model calls, ${takeovers} takeovers, ${kills} kills, ${joined} pairs of threads joined, ${parted} parted`,
      bound: "0 broken",
      holds: broken.count === 0,
    },
  ],
});
