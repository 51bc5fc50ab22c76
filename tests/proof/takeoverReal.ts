import { setTimeout as pause } from "node:timers/promises";
import { seededRandom, type Random } from "../world/random.ts";
import { inBlocks, type Crowd } from "./faults/crowd.ts";
import { beside } from "./faults/deliver.ts";
import type { Send, Takeover } from "./faults/history.ts";
import { readKept } from "./faults/readKept.ts";
import { settled } from "./faults/settle.ts";
import { judge, keep, told, type Found } from "./faults/verdict.ts";
import { defineTrial, type Cases } from "./trial.ts";

/** A case is one takeover of a conversation in which the AI has just been asked something. */
const block = 200;

const start = {
  /** What the customer heard between asking and the confirmation. */
  answeredBefore: 0,
  silenced: 0,
  restless: 0,
  found: [] as Found[],
};
type Tally = typeof start;

interface Interleaving extends Takeover {
  askedAt: number;
}

const below = (random: Random, bound: number): number => Math.floor(random.next() * bound);

type Moment = "anywhere" | "model" | "send";

/** Until the AI's answer is at this point, and a moment longer. */
const reach = async ({ stage: { world } }: Crowd, moment: Moment, text: string, random: Random): Promise<void> => {
  const about = (body: unknown) => JSON.stringify(body).includes(text);
  const isThere = {
    anywhere: () => true,
    model: () => world.gemini.requests.slice(-50).some(({ body }) => about(body.contents)),
    send: () => world.twilio.requests.slice(-80).some(({ method, body }) => method === "POST" && about(body)),
  }[moment];
  for (const end = Date.now() + 8_000; !isThere() && Date.now() < end;) await pause(2);
  await pause(below(random, { anywhere: 900, model: 80, send: 60 }[moment]));
};

const takeOver = async (crowd: Crowd, talk: Talk, seed: number, at: number): Promise<Interleaving> => {
  const random = seededRandom(seed * 7_919 + at);
  const { world } = crowd.stage;
  const text = `Caso ${at}: quanto costa?`;
  const askedAt = world.core.now();
  await world.phone(talk.person).says(text, { to: talk.number });
  await reach(crowd, (["anywhere", "model", "send"] as const)[at % 3]!, text, random);
  const path = `/api/conversations/${talk.id}/ai-toggle`;
  const owner = crowd.lines.find(({ number }) => number === talk.number)!.owner;
  await owner.patch(path, { aiEnabled: false });
  const confirmedAt = world.core.now();
  await pause(100 + below(random, 500));
  const endedAt = world.core.now();
  await owner.patch(path, { aiEnabled: true });
  return { conversationId: talk.id, askedAt, confirmedAt, endedAt };
};

interface Talk {
  id: string;
  person: string;
  number: string;
}

/** Everybody has written once, so that there is a conversation to take over. */
const meet = async ({ stage, lines, people }: Crowd): Promise<Talk[]> => {
  const pairs = lines.flatMap(({ number }) => people.map((person) => ({ number, person })));
  await beside(pairs, 10, async ({ number, person }) => void (await stage.world.phone(person).says("Ciao", { to: number })));
  if ((await settled(stage.stateDir, stage.world, 240_000)) === null) throw new Error("The crowd did not come to rest");
  return readKept(stage.stateDir).threads.map(({ id, person, number }) => ({ id, person, number }));
};

const runBlock = async (crowd: Crowd, { seed, from, to }: Cases, before: Tally): Promise<Tally> => {
  const { stage } = crowd;
  const talks = await meet(crowd);
  const some = { provider: "twilio", operation: "send", times: null } as const;
  await stage.world.fail({ ...some, kind: "http503", probability: 0.1 });
  await stage.world.fail({ ...some, kind: "slow", probability: 0.4, delayMs: 150 });
  const takeovers: Interleaving[] = [];
  const lanes = talks.map((talk, lane) => ({ talk, cases: everyNth(from, to, talks.length, lane) }));
  await beside(lanes, 12, async ({ talk, cases }) => {
    for (const at of cases) takeovers.push(await takeOver(crowd, talk, seed, at));
  });
  await stage.world.clearFaults();
  const restMs = await settled(stage.stateDir, stage.world, 300_000);
  const { seen, broken } = await judge(crowd, takeovers);
  const ownerOf = new Map(talks.map((talk) => [`${talk.person} ${talk.number}`, talk.id]));
  const isBefore =
    ({ conversationId, askedAt, confirmedAt }: Interleaving) =>
    (send: Send) =>
      ownerOf.get(`${send.person} ${send.number}`) === conversationId && send.at >= askedAt && send.at <= confirmedAt;
  const answeredBefore = takeovers.filter((takeover) => seen.sends.some(isBefore(takeover))).length;
  return {
    answeredBefore: before.answeredBefore + answeredBefore,
    silenced: before.silenced + takeovers.length - answeredBefore,
    restless: before.restless + (restMs === null ? 1 : 0),
    found: keep(before.found, broken, from),
  };
};

const everyNth = (from: number, to: number, n: number, first: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at).filter((at) => at % n === first);

const run = (cases: Cases, before: Tally): Promise<Tally> =>
  inBlocks({ block, crowd: { lines: 4, people: 6 }, run: runBlock }, cases, before);

/** 2,000 takeovers against replies on the real runtime: once `PATCH …/ai-toggle` has answered, the AI says nothing more (I5). */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 2_000,
  slice: block,
  start,
  run,
  figures: ({ answeredBefore, silenced, restless, found }) => [
    {
      what: "I5: a takeover against a reply, anywhere in the turn, at the model call, at the send; Twilio slow or refusing half the sends",
      bound: "0",
      ...withMeasure(told(found, ["I5"]), `${silenced} came before the reply, ${answeredBefore} after it`),
    },
    {
      what: "I1 to I4, I6, I11, I13 after handing back: answered once, in order, nothing left",
      bound: "0",
      ...withMeasure(told(found, ["I1", "I2", "I3", "I4", "I6", "I11", "I13"]), `${restless} blocks did not come to rest`),
    },
  ],
});

const withMeasure = ({ measured, holds }: ReturnType<typeof told>, more: string) => ({ measured: `${measured}; ${more}`, holds });
