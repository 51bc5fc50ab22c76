import { setTimeout as pause } from "node:timers/promises";
import type { Crowd } from "./crowd.ts";
import type { PlannedTalk } from "./deliveryPlan.ts";

/** Talks at the same time. */
const atOnce = 24;

/** The ids that Twilio has given a talk's messages, by their numbers. */
export type Sids = Map<PlannedTalk, string[]>;

/** Carries out the talks, each in its own order and many beside each other. */
export const deliver = async ({ stage: { world }, lines, people }: Crowd, talks: PlannedTalk[]): Promise<Sids> => {
  const sids: Sids = new Map(talks.map((talk) => [talk, []]));
  const play = async (talk: PlannedTalk): Promise<void> => {
    const known = sids.get(talk)!;
    const call = async (message: number) => void (await world.redeliver(known[message]!));
    for (const step of talk.steps) {
      if (step.do === "write") {
        const options = { to: lines[talk.line]!.number, webhook: "lost" } as const;
        known[step.message] = (await world.say(people[talk.person]!, step.text, options)).sid;
      } else if (step.do === "wait") await pause(step.ms);
      else if (step.do === "callAtOnce") await Promise.all(step.messages.map(call));
      else for (const message of step.messages) await call(message);
    }
  };
  await beside(talks, atOnce, play);
  return sids;
};

/** The late ones. */
export const deliverLate = async ({ stage: { world } }: Crowd, sids: Sids): Promise<void> => {
  const late = [...sids].flatMap(([talk, known]) => talk.late.map((message) => known[message]!));
  await beside(late, atOnce, async (sid) => void (await world.redeliver(sid)));
};

/** Does something for each, so many at the same time, in order. */
export const beside = async <T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
