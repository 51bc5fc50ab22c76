import { City } from "./city.ts";
import { happen, hero, minute, visit } from "./happenings.ts";
import { judge } from "./judge.ts";

/** How long after the faults' end everybody must have been answered, and everything told (I4, I13). */
const answeredWithin = minute;
const drainedWithin = 5 * minute;
/** A webhook that never came is found by the sweep: every five minutes, and five more when our clock is as far behind the world's. */
const sweptWithin = 12 * minute;

/** What came of a story: what does not hold, and how much happened, since a story in which nothing does proves nothing. */
export interface Outcome {
  wrong: string[];
  written: number;
  sent: number;
  asked: number;
  takeovers: number;
  kills: number;
  joined: number;
  parted: number;
}

/**
 * One short story: customers write, colleagues take over and hand back, threads are joined and parted, the process dies, the clock goes
 * wrong, while a part of all calls fails. Then the faults end, and what must hold is judged.
 */
export const tell = async (seed: number): Promise<Outcome> => {
  const city = new City(seed);
  try {
    city.process.skew = city.dice.between(-5, 6) * minute;
    await city.open();
    city.messenger.write(hero(city), "m0");
    if (city.dice.is(0.2)) await visit(city);
    else await meanwhile(city);
    for (let left = city.dice.between(1, 3); left > 0; left--) {
      await happen(city);
      await meanwhile(city);
    }
    city.faults.areOn = false;
    city.faults.next = {};
    const wrong = await atEnd(city);
    return outcomeOf(city, [...wrong, ...(await judge.whole(city))]);
  } finally {
    city.close();
  }
};

/** The faults have ended. */
const atEnd = async (city: City): Promise<string[]> => {
  const endedAt = city.process.now();
  // Threads that a merge, or its undo, was cut short over follow by a job, and answer from then on.
  for (let left = drainedWithin; left > 0 && judge.unfollowed(city).length > 0; left -= minute) await city.pass(minute);
  await city.pass(answeredWithin);
  const wrong = await judge.answered(city, endedAt);
  if ((await judge.drained(city)).length > 0) {
    await city.pass(drainedWithin - answeredWithin);
    wrong.push(...(await judge.drained(city)));
  }
  if (await judge.isMissing(city)) await city.pass(sweptWithin);
  if (await judge.isNew(city, city.process.now() - answeredWithin)) await city.pass(answeredWithin);
  return wrong;
};

const outcomeOf = (city: City, wrong: string[]): Outcome => {
  const { messenger, model, told, process, browser } = city;
  const merges = judge.merges(city);
  return {
    wrong,
    written: messenger.log.filter(({ direction }) => direction === "inbound").length + browser.written.length,
    sent: messenger.shown.length,
    asked: model.asked,
    takeovers: told.filter(({ method, given }) => method === "toggleAi" && !(given as { aiEnabled: boolean }).aiEnabled).length,
    kills: process.life,
    joined: merges.length,
    parted: merges.filter(({ isUndone }) => isUndone).length,
  };
};

const meanwhile = (city: City): Promise<void> => city.pass(city.dice.pick([40, 900, 4_500, 9_000, 20_000]));
