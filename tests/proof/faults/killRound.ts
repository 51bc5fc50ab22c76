import { setTimeout as pause } from "node:timers/promises";
import { seededRandom, type Random } from "../../world/random.ts";
import { sample } from "../../world/samples/catalogue.ts";
import { killSteps, lastMoment, stepsAtDeath, type KillStep } from "./autopsy.ts";
import type { Crowd } from "./crowd.ts";

export const aims = [...killSteps, "anywhere"] as const;
type Aim = (typeof aims)[number];

export interface Killed {
  aim: Aim;
  steps: KillStep[];
}

const below = (random: Random, bound: number): number => Math.floor(random.next() * bound);

/** What is to be seen at the world before the kill, and at most so many milliseconds after it the kill comes. */
interface Trigger {
  seen: () => boolean;
  within: number;
}

/** No aim is waited for longer: the kill then lands wherever it does. */
const patienceMs = 4_000;

/** Some customers write; the runtime is killed when their messages are, as far as the world can tell, at the step that is aimed at. */
export const killRound = async (crowd: Crowd, seed: number, at: number): Promise<Killed> => {
  const random = seededRandom(seed * 7_919 + at);
  const aim = aims[at % aims.length]!;
  const { stage } = crowd;
  const { world } = stage;
  const startedAt = Date.now();
  const known = world.gemini.requests.length;
  if (aim === "send") await world.fail({ provider: "twilio", operation: "send", ...unanswered(random), times: 3 });
  const writing = write(crowd, random, aim, at);
  const { seen, within } = triggerOf(crowd, aim, writing);
  for (const end = Date.now() + patienceMs; !seen() && Date.now() < end;) await pause(1);
  await pause(below(random, within));
  const moment = lastMoment(startedAt, writing.open(), world.gemini.requests.slice(known));
  await stage.kill();
  await world.clearFaults();
  const steps = stepsAtDeath(stage.stateDir, moment);
  await writing.done;
  await stage.restart();
  return { aim, steps: [...steps] };
};

/** A send that Twilio takes or not, without ever saying so: the call hangs until the kill. */
const unanswered = (random: Random) => ({ kind: random.next() < 0.7 ? "hangAfterAccept" : "hang" }) as const;

const triggerOf = ({ stage: { world } }: Crowd, aim: Aim, writing: Writing): Trigger => {
  const asked = world.gemini.requests.length;
  const tried = world.twilio.requests.length;
  const fetched = world.core.mediaRequests.length;
  const calls = () => world.gemini.requests.slice(asked);
  const sends = () =>
    world.twilio.requests.slice(tried).filter(({ method, path }) => method === "POST" && path.includes("/Messages"));
  const triggers: Record<Aim, Trigger> = {
    webhook: { seen: () => true, within: 40 },
    batch: { seen: () => writing.open() === 0, within: 250 },
    model: { seen: () => calls().some(({ status }) => status === null), within: 60 },
    commit: { seen: () => calls().some(({ status }) => status === 200), within: 10 },
    send: { seen: () => sends().length > 0, within: 100 },
    projection: { seen: () => sends().some(({ status }) => status === 201), within: 15 },
    media: { seen: () => world.core.mediaRequests.length > fetched, within: 50 },
    anywhere: { seen: () => true, within: 1_500 },
  };
  return triggers[aim];
};

interface Writing {
  /** Calls of the webhook that have not been answered. */
  open(): number;
  done: Promise<unknown>;
}

/** Some of the crowd write one to three messages each, all at the same time; to have files fetched, each a picture. */
const write = ({ stage: { world }, lines, people }: Crowd, random: Random, aim: Aim, at: number): Writing => {
  let open = 0;
  const counted = async (call: () => Promise<unknown>) => {
    open += 1;
    await call();
    open -= 1;
  };
  const one = async (talk: number): Promise<void> => {
    const person = people[(at * 5 + talk) % people.length]!;
    const line = lines[Math.floor((at * 5 + talk) / people.length) % lines.length]!;
    const fragments = 1 + below(random, 3);
    const pictured = aim === "media" || random.next() < 0.1;
    for (let fragment = 0; fragment < fragments; fragment++) {
      const text = `Colpo ${at}, voce ${talk}, riga ${fragment}: quanto costa?`;
      const phone = world.phone(person);
      await counted(() =>
        pictured && fragment === 0
          ? phone.sends(picture(), { to: line.number, text })
          : phone.says(text, { to: line.number, copies: random.next() < 0.2 ? 2 : 1 }),
      );
    }
  };
  const done = Promise.all(Array.from({ length: 5 }, (_, talk) => one(talk)));
  return { open: () => open, done };
};

const picture = () => {
  const { bytes, contentType } = sample("pasta.jpg");
  return { bytes: Uint8Array.from(bytes), contentType };
};
