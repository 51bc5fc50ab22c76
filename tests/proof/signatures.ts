import { differences } from "../support/storedState.ts";
import { seededRandom, type Random } from "../world/random.ts";
import { dividedElsewhere, mutations, signedText } from "./signatures/mutations.ts";
import { openOffice, type Office } from "./signatures/office.ts";
import { make, validCall, type SignedCall } from "./signatures/requests.ts";
import { defineTrial } from "./trial.ts";

interface Tally {
  /** How many there were of each kind, and which were taken. */
  tried: Record<string, number>;
  accepted: string[];
  /** What was stored though every call was refused. */
  effects: string[];
  replays: number;
  replayEffects: string[];
  /** Valid calls that were not taken: without them the rest would prove nothing. */
  refusedValid: string[];
}

const all = Object.entries(mutations).flatMap(([what, kinds]) =>
  Object.entries(kinds).map(([how, mutate]) => ({ what, name: `${what}: ${how}`, mutate })),
);

const caseRandom = (seed: number, n: number): Random => seededRandom(seed * 1_000_003 + n);

/** What is sent is read as a form; nothing else is one. */
const formOf = ({ body, params, contentType }: SignedCall): Record<string, string> =>
  body === undefined || contentType !== undefined ? params : Object.fromEntries(new URLSearchParams(body));

/** Whether Twilio's own signature is the same for both, because they say the same or are divided elsewhere, which it cannot tell. */
const isSame = (a: SignedCall, b: SignedCall): boolean =>
  a.path === b.path &&
  a.contentType === b.contentType &&
  a.signature?.trim() === b.signature?.trim() &&
  signedText(formOf(a)) === signedText(formOf(b));

/** A call that says something else than the valid one, or is signed otherwise. */
const mutated = (n: number, office: Office, random: Random): { what: string; name: string; call: SignedCall } => {
  const valid = validCall(office.doors, random);
  for (let at = n; ; at++) {
    const { what, name, mutate } = all[at % all.length]!;
    const call = mutate(valid, office.doors, random);
    if (!isSame(valid, call)) return { what, name, call };
  }
};

const atOnce = async (count: number, width: number, work: (at: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: width }, lane));
};

const replayed = 100;
const timesEach = 5;

/** Valid calls once, then again and again, also after the runtime was killed and started on the same state. */
const replay = async (office: Office, seed: number, from: number, tally: Tally): Promise<void> => {
  const random = caseRandom(seed, -1 - from);
  // A file that is asked for again and again, because Twilio has none, would be an effect of the first call.
  const calls = Array.from({ length: replayed }, () => validCall(office.doors, random, ["text", "button", "report"]));
  for (const call of calls) {
    const status = await make(office.stage.url, call);
    if (status >= 300) tally.refusedValid.push(`${status} to ${call.path.split("?")[0]}`);
  }
  const before = await office.stored();
  for (const incarnation of ["the same", "another"]) {
    if (incarnation === "another") {
      await office.stage.kill();
      await office.stage.restart();
    }
    await atOnce(replayed * timesEach, 4, async (at) => {
      const call = calls[at % replayed]!;
      await make(office.stage.url, at < replayed ? dividedElsewhere(call, office.doors, random) : call);
      tally.replays += 1;
    });
    tally.replayEffects.push(
      ...differences(before, await office.stored()).map((change) => `${incarnation} incarnation: ${change}`),
    );
  }
};

/** Calls at Twilio's doors that are not Twilio's, against the built Worker: a valid one, with one thing changed. Then valid ones, again. */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: 10_000,
  slice: 1_000,
  start: { tried: {}, accepted: [], effects: [], replays: 0, replayEffects: [], refusedValid: [] },
  async run({ seed, from, to }, tally) {
    const office = await openOffice();
    try {
      const before = await office.stored();
      await atOnce(to - from, 4, async (at) => {
        const { what, name, call } = mutated(from + at, office, caseRandom(seed, from + at));
        const status = await make(office.stage.url, call);
        tally.tried[what] = (tally.tried[what] ?? 0) + 1;
        if (status < 400 || status >= 500) tally.accepted.push(`case ${from + at}, ${name}: ${status}`);
      });
      tally.effects.push(...differences(before, await office.stored()));
      await replay(office, seed, from, tally);
    } finally {
      await office.stage.close();
    }
    return tally;
  },
  figures: ({ tried, accepted, effects, replays, replayEffects, refusedValid }, done) => [
    {
      what: `Calls at Twilio's doors with one thing changed (${Object.entries(tried)
        .map(([what, count]) => `${what} ${count}`)
        .join(", ")}): none is taken`,
      measured: `${accepted.length} of ${done} accepted${shown(accepted)}`,
      bound: "0",
      holds: accepted.length === 0,
    },
    {
      what: "What those calls left in D1, the objects and R2",
      measured: `${effects.length} tables changed${shown(effects)}`,
      bound: "0",
      holds: effects.length === 0,
    },
    {
      what: "Valid calls again, up to ten times, also with their fields divided elsewhere (which Twilio's signature cannot tell), also to another incarnation after a kill: no effect",
      measured: `${replays} replays, ${replayEffects.length} tables changed${shown(replayEffects)}; of the valid ones themselves ${refusedValid.length} refused${shown(refusedValid)}`,
      bound: "0 changed",
      holds: replayEffects.length === 0 && refusedValid.length === 0,
    },
  ],
});

const shown = (cases: string[]): string => (cases.length === 0 ? "" : `: ${cases.slice(0, 5).join("; ")}`);
