import "../support/cloudflareInNode.ts";
import { noneBroken, tellBroken, withCase } from "./brokenCases.ts";
import { defineTrial } from "./trial.ts";

const start = {
  confirmed: 0,
  /** The takeover fell before the reply was committed, while a part of it was unsent, or after all of it had gone. */
  places: { before: 0, amid: 0, after: 0 },
  broken: noneBroken,
};
type Tally = typeof start;

/**
 * A takeover against a reply, at every point of its way: before its batch is due, while the turn is prepared, while the model is asked, between
 * its answer and the commit, at every microtask after it, while a part is on the wire or in doubt, between two parts. The real
 * object on real SQLite (`tests/conversation/simulation.ts`), the process dying now and then. Judged is I5: from the moment the takeover is
 * confirmed nothing of the AI's is sent and nothing it says is stored, whatever answers arrive late.
 *
 * Seen to turn red, within 30 cases, without: both checks that a turn is still the current one; the withdrawal of unsent rows together with the
 * check before each call; the wait for calls on the wire. One of two guards missing alone changes nothing: the other holds.
 */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 100_000,
  slice: 500,
  start,
  async run({ seed, from, to }, tally) {
    const { takeOverOnce } = await import("../whole/takeOverOnce.ts");
    let { confirmed, broken } = tally;
    const places = { ...tally.places };
    for (let at = from; at < to; at++) {
      const { wrong, place, isConfirmed } = await takeOverOnce(seed * 10_000_000 + at);
      if (isConfirmed) confirmed++;
      places[place]++;
      broken = withCase(broken, at, wrong);
    }
    return { confirmed, places, broken };
  },
  figures: ({ confirmed, places, broken }, done) => [
    {
      what: "Takeover against reply, the real object in process: nothing of the AI's after the confirmation (I5)",
      measured: `${tellBroken(broken, done)}. ${confirmed} confirmed, ${places.before} before the reply was stored, ${places.amid} while it was being sent, ${places.after} after`,
      bound: "0 broken",
      holds: broken.count === 0,
    },
  ],
});
