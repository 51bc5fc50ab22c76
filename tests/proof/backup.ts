import { setTimeout as pause } from "node:timers/promises";
import { bringFile, advance } from "../support/restoring.ts";
import { startSecondHome, type SecondHome } from "../support/secondHome.ts";
import { readD1 } from "../support/stores.ts";
import { tracesInTables } from "../faults/traces.ts";
import { Dice } from "./levels/random.ts";
import { openBusiness, rest, secretsKey, type Business } from "./people/business.ts";
import { download, passphrase, restoreKilled } from "./people/copying.ts";
import { compare, holdingsOf, judgeMoving, messagesOf } from "./people/sameness.ts";
import { defineTrial, type Cases } from "./trial.ts";
import { waitFor } from "./waitFor.ts";

const start = {
  calm: { tenants: 0, rows: 0, objects: 0, files: 0, differences: [] as string[] },
  moving: { tenants: 0, messages: 0, meanwhile: 0, wrong: [] as string[] },
  killedCopies: 0,
  /** A copy that was cut, and was taken all the same or left something behind. */
  takenCut: [] as string[],
  killedRestores: 0,
  /** Something of another business. */
  strays: [] as string[],
};
type Tally = typeof start;

/** Customers write on, in many threads, until they are told to stop. */
const keepWriting = ({ stage, place }: Business, dice: Dice): { stop(): Promise<void> } => {
  const over = new AbortController();
  const people = Array.from({ length: 6 }, () => stage.newPerson());
  const write = async (person: string): Promise<void> => {
    for (let n = 0; !over.signal.aborted; n++) {
      await stage.world.phone(person).says(`Messaggio ${n}`, { to: place.line.number });
      await pause(dice.below(120));
    }
  };
  const writing = Promise.all(people.map(write));
  return {
    async stop() {
      over.abort();
      await writing;
    },
  };
};

/** The runtime is killed while the copy comes, by the time that a whole one took; what came is refused by an installation that nothing is left in. */
const tryCutCopy = async ({ stage }: Business, home: SecondHome, dice: Dice, tally: Tally, n: number): Promise<void> => {
  const started = performance.now();
  await download(stage.owner, () => pause(5));
  const wholeMs = performance.now() - started;
  const killed = pause(dice.below(Math.ceil(wholeMs * 0.9))).then(() => stage.kill());
  const { bytes, isWhole } = await download(stage.owner, () => pause(5)).catch(() => ({
    bytes: new Uint8Array(),
    isWhole: false,
  }));
  await killed;
  await stage.restart();
  if (isWhole) return;
  tally.killedCopies++;
  const { id } = await bringFile(home.admin, bytes);
  const answer = bytes.length === 0 ? null : await advance(home.admin, id, bytes.length, { passphrase });
  const isLeft = readD1(home.stateDir, "SELECT 1 FROM agents").length > 0;
  if ((answer && answer.state !== "failed") || isLeft) tally.takenCut.push(`case ${n}: ${answer?.state ?? "nothing brought"}`);
};

const takeCalmly = async (business: Business, home: SecondHome, dice: Dice, tally: Tally, n: number): Promise<void> => {
  const { stage, mine, others } = business;
  await rest(stage);
  const { bytes } = await download(stage.owner, async () => undefined);
  const before = await holdingsOf(stage.stateDir, mine.tenantId);
  const { restore, killed } = await restoreKilled(home, bytes, { dice, kills: dice.below(4), takeNumbers: true });
  tally.killedRestores += killed;
  if (restore.state !== "done") {
    tally.calm.differences.push(`case ${n}: the restore failed, ${restore.failure}`);
    return;
  }
  const compared = compare(before, await holdingsOf(home.stateDir, mine.tenantId), others);
  tally.calm.tenants++;
  for (const what of ["rows", "objects", "files"] as const) tally.calm[what] += compared[what];
  tally.calm.differences.push(...compared.differences.map((one) => `case ${n}: ${one}`));
};

const takeInTraffic = async (business: Business, home: SecondHome, dice: Dice, tally: Tally, n: number): Promise<void> => {
  const { stage } = business;
  const writing = keepWriting(business, dice);
  await pause(1_500);
  const known = new Set(messagesOf(stage.stateDir).keys());
  const { bytes } = await download(stage.owner, () => pause(40));
  await writing.stop();
  await rest(stage);
  const now = messagesOf(stage.stateDir);
  await stage.kill();
  const { restore, killed } = await restoreKilled(home, bytes, { dice, kills: dice.below(3), takeNumbers: false });
  tally.killedRestores += killed;
  const agrees = () => (judgeMoving(known, now, messagesOf(home.stateDir), home.stateDir).length === 0 ? true : null);
  // What a thread has to tell D1 it tells after it has woken.
  if (restore.state === "done") await waitFor(agrees, 15_000).catch(() => null);
  const copy = messagesOf(home.stateDir);
  const wrong =
    restore.state === "done" ? judgeMoving(known, now, copy, home.stateDir) : [`the restore failed, ${restore.failure}`];
  tally.moving.tenants++;
  tally.moving.messages += copy.size;
  tally.moving.meanwhile += [...now.keys()].filter((id) => !known.has(id)).length;
  tally.moving.wrong.push(...wrong.map((one) => `case ${n}: ${one}`));
};

const tryTenant = async ({ seed }: Pick<Cases, "seed">, n: number, tally: Tally): Promise<void> => {
  const dice = new Dice(seed * 7_919 + n);
  const business = await openBusiness(seed, n, { lives: 1 + dice.below(2), files: 3 });
  const { stage, othersWord } = business;
  try {
    const home = await startSecondHome(stage.world, secretsKey);
    try {
      if (dice.chance(0.5)) await tryCutCopy(business, home, dice, tally, n);
      await (n % 2 === 0 ? takeCalmly : takeInTraffic)(business, home, dice, tally, n);
      const strays = tracesInTables(home.stateDir, [othersWord]);
      tally.strays.push(...strays.map(({ place }) => `case ${n}: ${place}`));
    } finally {
      await home.close();
    }
  } finally {
    await stage.close();
  }
};

const told = (list: readonly string[]): string => (list.length === 0 ? "0" : `${list.length}, the first: ${list[0]}`);

/** A tenant goes into one file and out of it into an empty installation, while people write, and while either of the two is killed. */
export const trial = defineTrial<Tally>({
  section: "people",
  size: 20,
  slice: 2,
  start,
  async run({ seed, from, to }, before) {
    const tally = structuredClone(before);
    for (let n = from; n < to; n++) await tryTenant({ seed }, n, tally);
    return tally;
  },
  figures: ({ calm, moving, killedCopies, takenCut, killedRestores, strays }) => [
    {
      what: `Tenants with one of everything, in one file and into an empty installation: ${calm.rows} rows of D1, what the search indexes find, every row of ${calm.objects} objects, ${calm.files} files byte by byte`,
      measured: `${told(calm.differences)} differences in ${calm.tenants} tenants`,
      bound: "0",
      holds: calm.tenants > 0 && calm.differences.length === 0,
    },
    {
      what: "Taken while six customers write without pause: all that was there when it began is in the copy, no thread lacks a message before its last, D1 and threads agree, no row lacks its parent",
      measured: `${told(moving.wrong)} wrong in ${moving.tenants} tenants with ${moving.messages} messages; ${moving.meanwhile} came meanwhile`,
      bound: "0",
      holds: moving.tenants > 0 && moving.meanwhile > 0 && moving.wrong.length === 0,
    },
    {
      what: `SIGKILL in the midst of the copy (${killedCopies}): what came of the file is refused and leaves nothing, the next copy is whole`,
      measured: `${told(takenCut)} taken`,
      bound: "0",
      holds: killedCopies > 0 && takenCut.length === 0,
    },
    {
      what: "SIGKILL in the midst of the restore, gone on with after the start: the end is the same as above",
      measured: `${killedRestores} kills`,
      bound: "the same",
      holds: killedRestores > 0 && calm.differences.length + moving.wrong.length === 0,
    },
    {
      what: "Anything of another business of the same installation in the restored one",
      measured: told(strays),
      bound: "0",
      holds: strays.length === 0,
    },
  ],
});
