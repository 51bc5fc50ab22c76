import { NodeD1 } from "../support/nodeD1.ts";
import { Canaries } from "./levels/canaries.ts";
import { Judge } from "./levels/judge.ts";
import { Life } from "./levels/life.ts";
import { ModelWire } from "./levels/modelWire.ts";
import { Dice } from "./levels/random.ts";
import { Town } from "./levels/town.ts";
import { defineTrial } from "./trial.ts";

interface Tally {
  requests: number;
  sung: number;
  /** The first few, each with the case that shows it again. */
  wrong: { case: number; what: string }[];
  wrongs: number;
}

const shown = 20;

/** One life, in a database that other businesses live in too: theirs are other tenants' canaries. */
const live = async (d1: NodeD1, seed: number, number: number): Promise<{ requests: number; sung: number; wrong: string[] }> => {
  const canaries = new Canaries();
  let judge: Judge | null = null;
  const wire = new ModelWire((call) => judge?.heard(call));
  const town = new Town(d1, wire);
  judge = new Judge(town, canaries);
  try {
    await new Life(town, canaries, judge, new Dice(seed * 1_000_003 + number)).live();
    return { requests: judge.requests, sung: judge.sung, wrong: judge.wrong };
  } finally {
    await town.close();
    wire.close();
  }
};

/**
 * Invariant I14: canaries in overlays, knowledge, the store, history, pictures, drafts, notes, hand-over notes and other people's
 * records, while levels go up and down in the middle of batches, people are joined and parted, colleagues draft and write, files are
 * understood late. Read are the bytes of every request on its way to the model.
 */
export const trial = defineTrial<Tally>({
  section: "isolation",
  size: 10_000,
  slice: 250,
  start: { requests: 0, sung: 0, wrong: [], wrongs: 0 },
  async run({ seed, from, to }, tally) {
    const d1 = new NodeD1();
    const next = { ...tally, wrong: [...tally.wrong] };
    for (let number = from; number < to; number++) {
      const { requests, sung, wrong } = await live(d1, seed, number);
      next.requests += requests;
      next.sung += sung;
      next.wrongs += wrong.length;
      next.wrong.push(...wrong.map((what) => ({ case: number, what })));
    }
    d1.close();
    return { ...next, wrong: next.wrong.slice(0, shown) };
  },
  figures: ({ requests, sung, wrongs, wrong }, done) => [
    {
      what: "I14: nothing above a contact's level, and nothing for colleagues only, in the bytes that reach the model",
      measured: `${wrongs} canaries in ${requests} requests of ${done} lives${wrong[0] ? `; first: case ${wrong[0].case}, ${wrong[0].what}` : ""}`,
      bound: "0",
      holds: wrongs === 0,
    },
    {
      what: "the same lives: canaries that the reader may see are there",
      measured: `${sung} in ${requests} requests`,
      bound: "> 1 a request",
      holds: sung > requests,
    },
  ],
});
