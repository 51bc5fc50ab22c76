import { Outsider } from "../e2e/outsider.ts";
import { startStage } from "../support/stage.ts";
import { seededRandom } from "../world/random.ts";
import { questions } from "./oracles/questions.ts";
import { compare } from "./oracles/twoSamples.ts";
import { defineTrial, type Figure } from "./trial.ts";

/** Times of both cases of each question, in milliseconds, and the answers that differed. */
interface Tally {
  times: Record<string, { between: string; first: number[]; second: number[] }>;
  different: string[];
}

/**
 * What is told apart less than this is not told apart: somebody who guesses from one answer is right in 60 of 100 cases rather than 50. With
 * 200 pairs, chance alone is within it in 999 of 1000 runs.
 */
const mostChance = 0.1;

const id = async (owner: { post<T>(path: string, body: unknown): Promise<T> }, path: string, body: unknown): Promise<string> =>
  (await owner.post<{ id: string }>(path, body)).id;

const openScene = async () => {
  const stage = await startStage();
  const slug = "oracoli";
  const agents = (await stage.agent({ slug, quietMs: 0 })).id;
  const { owner } = stage;
  const contacts = await id(owner, "/api/contacts", { displayName: "Marta" });
  const ids = {
    agents,
    contacts,
    conversations: await id(owner, "/api/conversations", { agentId: agents, contactId: contacts }).catch(() =>
      agents.replace("agt", "cnv"),
    ),
    knowledge: await id(owner, "/api/knowledge", { scope: "agent", agentId: agents, title: "Orari", text: "Dalle 9 alle 20" }),
    labels: await id(owner, "/api/labels", { name: "Prova", color: "red" }),
  };
  const other = await stage.signUp("Altra Palestra");
  return { stage, who: { stranger: new Outsider(stage.url).withCookie(other.cookie), ids, slug } };
};

const timed = async (ask: () => Promise<Response>): Promise<{ ms: number; status: number; text: string }> => {
  const started = performance.now();
  const answer = await ask();
  const text = await answer.text();
  return { ms: performance.now() - started, status: answer.status, text };
};

/** Pairs of questions one after the other, in an order that chance decides, so that what else the machine does falls on both alike. */
export const trial = defineTrial<Tally>({
  section: "isolation",
  size: 200,
  slice: 200,
  start: { times: {}, different: [] },
  async run({ seed, from, to }, tally) {
    const { stage, who } = await openScene();
    const random = seededRandom(seed * 7_919 + from);
    try {
      for (const { name, between, ask } of await questions(stage, who, to - from)) {
        const times = (tally.times[name] ??= { between, first: [], second: [] });
        for (let at = 0; at < 5; at++) await ask(1, 900_000 + at);
        for (let at = 0; at < to - from; at++) {
          const order: (0 | 1)[] = random.next() < 0.5 ? [0, 1] : [1, 0];
          const answers = new Map<0 | 1, { status: number; text: string }>();
          for (const which of order) {
            const { ms, ...said } = await timed(() => ask(which, at));
            times[which === 0 ? "first" : "second"].push(ms);
            answers.set(which, said);
          }
          const [a, b] = [answers.get(0)!, answers.get(1)!];
          if (a.status !== b.status || a.text !== b.text) tally.different.push(`${name}: ${a.status} ${b.status}`);
        }
      }
    } finally {
      await stage.close();
    }
    return tally;
  },
  figures: ({ times, different }) => [
    ...Object.entries(times).map(([name, { between, first, second }]): Figure => {
      const { chance, z, shift } = compare(first, second);
      return {
        what: `${name}: the time of the answer does not tell ${between}`,
        measured: `the second takes longer in ${(chance * 100).toFixed(1)} of 100 (z ${z.toFixed(1)}, medians ${shift >= 0 ? "+" : ""}${shift.toFixed(2)} ms), ${first.length} pairs`,
        bound: `50 ± ${mostChance * 100}`,
        holds: Math.abs(chance - 0.5) <= mostChance,
      };
    }),
    {
      what: "Nor do status and words",
      measured: `${different.length} pairs differ${different.length === 0 ? "" : `: ${different.slice(0, 3).join("; ")}`}`,
      bound: "0",
      holds: different.length === 0,
    },
  ],
});
