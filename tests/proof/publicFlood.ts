import { randomBytes } from "node:crypto";
import { startStage, type Stage } from "../support/stage.ts";
import type { GeminiRequest } from "../world/contract.ts";
import { promptTokens } from "../world/gemini/answer.ts";
import { countTokens } from "../world/gemini/text.ts";
import { inLanes } from "./inLanes.ts";
import { defineTrial } from "./trial.ts";

/** Pays for some two hundred calls: the flood is several times as many. */
const capMicros = 60_000;
const slice = 250;
/**
 * Visitors at a time, in turns. While many wait for their calls, what these may cost at most is reserved, and most of the flood is refused; where few
 * do, the calls' real cost comes close to the cap.
 */
const lanes = [32, 4];

/** Millionths of a euro for 1,000 tokens of gemini-2.5-flash. Source: https://ai.google.dev/gemini-api/docs/pricing */
const price = { in: 300, out: 2_500 };

interface Tally {
  asked: number;
  answered: number;
  modelCalls: number;
  /** The dearest slice: what the model's calls cost together, in millionths of a euro. */
  mostSpent: number;
  leastSpent: number;
  /** Anything but an answer, the cap's notice, or a limit. */
  odd: string[];
}

/**
 * A public page is flooded: every request from another address, most with no cookie, some with that of somebody who has written
 * before, many at once. Each slice is an agent of its own with a day's cap. What the calls really cost is added up from what the
 * simulated provider has received and answered, at the provider's prices, and not from Filo's own books (invariant I12).
 */
export const trial = defineTrial<Tally>({
  section: "load",
  size: 2_000,
  slice,
  start: { asked: 0, answered: 0, modelCalls: 0, mostSpent: 0, leastSpent: Number.MAX_SAFE_INTEGER, odd: [] },
  async run({ seed, from, to }, tally) {
    const stage = await startStage();
    try {
      await stage.agent({ name: "Coach", slug: "coach", dailyMessageLimit: 1_000, dailySpendCapMicros: capMicros });
      await stage.world.setPace({ firstTokenMs: 20, chunkMs: 5 });
      const cookies: string[] = [];
      const atOnce = lanes[Math.floor(from / slice) % lanes.length]!;
      await inLanes(atOnce, from, to, async (n) => {
        const { outcome, cookie } = await write(stage, `${seed}-${n}`, n % 4 === 0 ? cookies.at(n % 97) : undefined);
        if (cookie !== null) cookies.push(cookie);
        tally.asked += 1;
        if (outcome === "answered") tally.answered += 1;
        else if (outcome !== "noticed") tally.odd.push(`case ${n}: ${outcome}`);
      });
      const calls = await stage.world.geminiRequests();
      const spent = Math.ceil(calls.reduce((sum, call) => sum + costOf(call), 0));
      tally.modelCalls += calls.length;
      tally.mostSpent = Math.max(tally.mostSpent, spent);
      tally.leastSpent = Math.min(tally.leastSpent, spent);
      return tally;
    } finally {
      await stage.close();
    }
  },
  figures: ({ asked, answered, modelCalls, mostSpent, leastSpent, odd }) => [
    {
      what: "I12: a public page flooded from as many addresses as requests: what the model's calls cost in a day",
      measured: `at most ${mostSpent} µ€ (least ${leastSpent}): ${asked} requests, ${modelCalls} calls, ${answered} answered`,
      bound: `≤ ${capMicros} µ€, the cap`,
      holds: mostSpent <= capMicros,
    },
    {
      what: "who is not answered is told so; and the model was called, so that there was a cap to keep",
      measured: odd.length === 0 ? "all" : `${odd.length} not: ${odd.slice(0, 3).join("; ")}`,
      bound: "all; something spent each time",
      holds: odd.length === 0 && leastSpent > 0,
    },
  ],
});

const costOf = ({ body, answer }: GeminiRequest): number =>
  (promptTokens(body, []).total * price.in + countTokens(answer ?? "") * price.out) / 1_000;

/** One message of somebody from an address of their own. */
async function write(stage: Stage, name: string, known: string | undefined): Promise<{ outcome: string; cookie: string | null }> {
  const [a, b] = randomBytes(2);
  const address = `2001:db8:${a!.toString(16)}:${b!.toString(16)}:${name.length}::${Math.floor(Math.random() * 60_000).toString(16)}`;
  const response = await fetch(`${stage.url.replace("localhost", "127.0.0.1")}/api/public/ai/coach/chat`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "cf-connecting-ip": address,
      "x-forwarded-for": address,
      ...(known === undefined ? {} : { cookie: known }),
    },
    body: JSON.stringify({ message: `Domanda ${name}: quanto costa il corso?`, clientMessageId: `flood-${name}` }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? null;
  const body = (await response.json()) as { response?: string | null; type?: string };
  if (response.status !== 200) return { outcome: `${response.status} ${body.type ?? ""}`, cookie };
  return { outcome: /avvisato una persona/.test(body.response ?? "") ? "noticed" : "answered", cookie };
}
