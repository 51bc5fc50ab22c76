import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startFloor } from "../bench/floor.ts";
import { median } from "../bench/reading.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { DEFAULT_GEMINI_KEY } from "../world/contract.ts";
import { startAiChatAgent } from "./aiChatAgent.ts";
import { agentClient, asker, visitor, type Chatter } from "./chatters.ts";
import { defineTrial } from "./trial.ts";

const houses = ["filo", "agent", "floor"] as const;
type House = (typeof houses)[number];
type Seen = Record<House, number[]>;

const lanes = 8;
const turnsOfLane = 6;
const alone = 10;

interface Tally {
  /** Turns a second of each round, and milliseconds until the first words of somebody who is alone. */
  rates: Seen;
  firsts: Seen;
}

/**
 * A chat turn here, on the least Worker with `AIChatAgent` of `@cloudflare/ai-chat`, and on the bare floor, in turns in one run: the same
 * machine, the same runtime, the same simulated model. A case is a round of each: some turns of somebody who is alone, then eight
 * conversations at once, each turn begun when the one before it has ended, the answer read to its end.
 *
 * They do not do the same. Filo looks up who writes in D1, reads level and agent afresh, searches the knowledge, reserves what the
 * call may cost, stores message, batch and answer with an outbox, and projects all of it into D1 and the console's live room. An
 * AIChatAgent stores messages and stream in its object and nothing else anywhere.
 */
export const trial = defineTrial<Tally>({
  section: "load",
  size: 6,
  slice: 3,
  start: { rates: { filo: [], agent: [], floor: [] }, firsts: { filo: [], agent: [], floor: [] } },
  async run({ from, to }, tally) {
    const folder = await mkdtemp(join(tmpdir(), "filo-beside-"));
    const stage = await startStage();
    const vars = { MODEL_BASE: stage.world.geminiBase, MODEL_KEY: DEFAULT_GEMINI_KEY };
    const floor = await startFloor(join(folder, "floor"), vars);
    const agent = await startAiChatAgent(join(folder, "agent"), {
      ...vars,
      MODEL_BASE: `${vars.MODEL_BASE}/v1beta`,
      SYSTEM: "Rispondi in breve.",
    });
    try {
      await stage.agent({ name: "Coach", slug: "coach", dailyMessageLimit: 1_000, dailySpendCapMicros: 1_000_000_000 });
      await stage.world.setPace({ firstTokenMs: 10, chunkMs: 1 });
      const come: Record<House, () => Promise<Chatter>> = {
        filo: async () => visitor(local(stage)),
        agent: () => agentClient(agent.port),
        floor: async () => asker(`http://127.0.0.1:${floor.port}`),
      };
      for (const house of houses) await round(come[house]);
      for (let n = from; n < to; n++)
        for (const house of n % 2 === 0 ? houses : houses.toReversed()) {
          await pause(1_500);
          const { rate, first } = await round(come[house]);
          tally.rates[house].push(rate);
          tally.firsts[house].push(first);
        }
      return tally;
    } finally {
      await agent.stop();
      await floor.stop();
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  figures: ({ rates, firsts }) => {
    const ratio = median(rates.filo) / median(rates.agent);
    const words = (seen: Seen, digits: number) =>
      houses.map((house) => `${house} ${median(seen[house]).toFixed(digits)}`).join(", ");
    return [
      {
        what: "chat turns a second, eight conversations at once, against AIChatAgent (and the floor)",
        measured: `${ratio.toFixed(2)} × (${words(rates, 1)})`,
        bound: "≥ 1.5 ×",
        holds: ratio >= 1.5,
      },
      {
        what: "the first words of a turn of somebody who is alone, median, against AIChatAgent (and the floor)",
        measured: `${(median(firsts.filo) / median(firsts.agent)).toFixed(2)} × (${words(firsts, 1)} ms)`,
        bound: "shown beside it",
        holds: true,
      },
    ];
  },
});

const local = (stage: Stage): string => stage.url.replace("localhost", "127.0.0.1");

async function round(come: () => Promise<Chatter>): Promise<{ rate: number; first: number }> {
  const single = await come();
  await single.ask("Ciao!");
  const firsts: number[] = [];
  for (let turn = 0; turn < alone; turn++) firsts.push(await single.ask(`Domanda numero ${turn}?`));
  single.leave();
  const chatters = await Promise.all(Array.from({ length: lanes }, come));
  await Promise.all(chatters.map((chatter) => chatter.ask("Ciao!")));
  const started = performance.now();
  await Promise.all(
    chatters.map(async (chatter) => {
      for (let turn = 0; turn < turnsOfLane; turn++) await chatter.ask(`E poi, numero ${turn}?`);
    }),
  );
  const rate = (lanes * turnsOfLane) / ((performance.now() - started) / 1_000);
  for (const chatter of chatters) chatter.leave();
  return { rate, first: median(firsts) };
}
