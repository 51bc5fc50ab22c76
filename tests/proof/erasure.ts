import { setTimeout as pause } from "node:timers/promises";
import type { Erasure } from "../../schema/contract/erasures.ts";
import { blobsIn, tracesInBytes } from "../faults/traces.ts";
import { startStage } from "../support/stage.ts";
import { settled } from "./faults/settle.ts";
import { compareExport, takeExport } from "./people/exported.ts";
import { comeLate } from "./people/late.ts";
import { live, type Life, type Place } from "./people/life.ts";
import { isNothing, scan, type Traces } from "./people/scan.ts";
import { begin, goings, type Going } from "./people/underWay.ts";
import { defineTrial, type Cases } from "./trial.ts";
import { waitFor } from "./waitFor.ts";

/** From the order to the end, in milliseconds. */
const promised = 60_000;
const tickEvery = 5_000;

const start = {
  kills: 0,
  goings: Object.fromEntries(goings.map((going) => [going, 0])) as Record<Going, number>,
  slowestMs: 0,
  totalMs: 0,
  /** Tables in which something was found before, and in how many lives. */
  foundBefore: {} as Record<string, number>,
  withFiles: 0,
  /** Lives of which the same scan found nothing before in one of D1, objects, index; with files, in R2 or at Twilio. */
  blind: [] as string[],
  left: [] as string[],
  cameBack: [] as string[],
  late: 0,
  /** Rows, messages and files of the exports, and what they lacked. */
  exported: { rows: 0, messages: 0, files: 0, missing: [] as string[] },
  neighbours: [] as string[],
  inThreadFiles: [] as string[],
};
type Tally = typeof start;

const words = ({ tables, indexes, files, atTwilio }: Traces): string =>
  [...tables, ...indexes.map((one) => `index ${one}`), ...files.map(() => "R2"), ...atTwilio.map(() => "Twilio")].join(", ");

const openPlace = async (): Promise<Place> => {
  const stage = await startStage({ vars: { WHATSAPP_POLL_INTERVAL_SECONDS: "1" } });
  const agent = await stage.agent({ slug: "vite", quietMs: 100, dailyMessageLimit: 1_000, dailySpendCapMicros: 1_000_000_000 });
  const other = await stage.agent({ name: "Altro" });
  const line = await stage.line(agent);
  return { stage, slug: "vite", agentId: agent.id, line, polled: await stage.line(other, { webhook: false }) };
};

/** A scan that can't find is worth nothing: what it must have found while everything was there. */
const sawEnough = ({ tables, indexes, files, atTwilio }: Traces, { hasFiles }: Life): boolean =>
  ["D1", "Conversation", "Line", "Inbox"].every((store) => tables.some((table) => table.startsWith(`${store} `))) &&
  indexes.length >= 2 &&
  (!hasFiles || (files.length > 0 && atTwilio.length > 0));

const erase = async ({ stage }: Place, life: Life, tally: Tally): Promise<number> => {
  const began = Date.now();
  const { status } = await stage.owner.ask("DELETE", `/api/contacts/${life.contactId}`);
  if (status !== 204) throw new Error(`The erasure was answered with ${status}`);
  const isKilled = life.dice.chance(0.5);
  if (isKilled) {
    await pause(life.dice.below(700));
    await stage.kill();
    await stage.restart();
    tally.kills++;
  }
  let tickedAt = 0;
  const finished = async () => {
    // The local queue is in memory: what a kill takes of it, Cloudflare's would bring again. Here the cron finds the row.
    if (isKilled && Date.now() - tickedAt > tickEvery) {
      tickedAt = Date.now();
      await stage.filo.tick();
    }
    return (await stage.owner.get<Erasure>(`/api/contacts/${life.contactId}/erasure`)).finishedAt;
  };
  await waitFor(finished, 2 * promised);
  return Date.now() - began;
};

const tryLife = async (place: Place, { seed }: Pick<Cases, "seed">, n: number, tally: Tally): Promise<Life> => {
  const { stage, slug } = place;
  const known = new Set(blobsIn(stage.stateDir));
  const life = await live(place, seed, n);
  await settled(stage.stateDir, stage.world, 60_000, { files: true });
  const exported = await compareExport(stage, life);
  for (const what of ["rows", "messages", "files"] as const) tally.exported[what] += exported[what];
  tally.exported.missing.push(...exported.missing.map((one) => `case ${n}: ${one}`));
  const going = goings[n % goings.length]!;
  await begin(place, life, going);
  tally.goings[going]++;
  const before = await scan(stage, life, known);
  if (!sawEnough(before, life)) tally.blind.push(`case ${n}: only ${words(before)}`);
  if (life.hasFiles) tally.withFiles++;
  for (const table of before.tables) tally.foundBefore[table] = (tally.foundBefore[table] ?? 0) + 1;
  const tookMs = await erase(place, life, tally);
  tally.slowestMs = Math.max(tally.slowestMs, tookMs);
  tally.totalMs += tookMs;
  const after = await scan(stage, life, known);
  if (!isNothing(after)) tally.left.push(`case ${n}: ${words(after)}`);
  await stage.world.clearFaults();
  const seen = await comeLate(stage, life, slug);
  tally.late++;
  const again = await scan(stage, life, known);
  const isKnown = life.traces.some((trace) => seen.includes(trace));
  if (!isNothing(again) || isKnown) tally.cameBack.push(`case ${n}: ${isKnown ? "their page; " : ""}${words(again)}`);
  return life;
};

/** What an export notes of itself, and figures, which are counted when their time comes. */
const passing = new Set(["exportedAt", "audit", "days", "funnel"]);

/** A neighbour's archive, part by part. */
const belongingsOf = async ({ stage }: Place, { contactId }: Life): Promise<Map<string, string>> => {
  const entries = await takeExport(stage, contactId);
  const known = JSON.parse(new TextDecoder().decode(entries.get("contact.json"))) as Record<string, unknown>;
  const parts = Object.entries(known).filter(([part]) => !passing.has(part));
  const others = [...entries].filter(([name]) => name !== "contact.json");
  return new Map([
    ...parts.map(([part, told]): [string, string] => [part, JSON.stringify(told)]),
    ...others.map(([name, bytes]): [string, string] => [name, Buffer.from(bytes).toString("base64")]),
  ]);
};

/** Parts of an archive that have become others, with where the first of them differs. */
const changesOf = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((part) => {
    const [one = "", other = ""] = [before.get(part), after.get(part)];
    if (one === other) return [];
    const at = [...one].findIndex((sign, place) => sign !== other[place]);
    return [`${part}: ${one.slice(Math.max(0, at - 40), at + 30)} became ${other.slice(Math.max(0, at - 40), at + 30)}`];
  });

const run = async ({ seed, from, to }: Cases, before: Tally): Promise<Tally> => {
  const tally = structuredClone(before);
  const place = await openPlace();
  try {
    const neighbour = await live(place, seed, 899);
    await settled(place.stage.stateDir, place.stage.world, 60_000, { files: true });
    const theirs = await belongingsOf(place, neighbour);
    const lives: Life[] = [];
    for (let n = from; n < to; n++) lives.push(await tryLife(place, { seed }, n, tally));
    const changes = changesOf(theirs, await belongingsOf(place, neighbour));
    tally.neighbours.push(...changes.map((change) => `cases ${from} to ${to}: ${change}`));
    await place.stage.filo.stop();
    const inBytes = tracesInBytes(
      place.stage.stateDir,
      lives.map(({ word }) => word),
    );
    tally.inThreadFiles.push(...inBytes.flatMap(({ place: file }) => (/filo-Conversation.*\.sqlite$/.test(file) ? [file] : [])));
  } finally {
    await place.stage.close();
  }
  return tally;
};

const told = (list: readonly string[]): string => (list.length === 0 ? "0" : `${list.length}, the first: ${list[0]}`);

/** Customers of whom everything is known are exported and erased, while something is under way and with kills in between. */
export const trial = defineTrial<Tally>({
  section: "people",
  size: 60,
  slice: 5,
  start,
  run,
  figures: (
    {
      kills,
      goings: went,
      slowestMs,
      totalMs,
      foundBefore,
      withFiles,
      blind,
      left,
      cameBack,
      late,
      exported,
      neighbours,
      inThreadFiles,
    },
    done,
  ) => [
    {
      what: `Customers with messages on WhatsApp and page, files, notes, dossier, joined cards, accounts, codes, consents, lists and levels are erased while there is going on: ${goings.map((going) => `${going} ${went[going]}`).join(", ")}; ${kills} with a SIGKILL in the midst of it. Their words, names and numbers afterwards in tables of D1 and of all objects, search indexes, files of R2, files at Twilio`,
      measured: `left in ${told(left)}`,
      bound: "0",
      holds: left.length === 0,
    },
    {
      what: "The same scan just before: lives of which it missed D1, thread, line, live room or index, or (where they had files) R2 or Twilio",
      measured: `${told(blind)}; found in ${Object.keys(foundBefore).length} tables; ${withFiles} of ${done} had files`,
      bound: "0",
      holds: blind.length === 0 && withFiles > 0,
    },
    {
      what: "From the order to the end, kills and restarts included",
      measured: `slowest ${(slowestMs / 1_000).toFixed(1)} s, mean ${(totalMs / Math.max(done, 1) / 1_000).toFixed(1)} s`,
      bound: "60 s",
      holds: slowestMs <= promised,
    },
    {
      what: "Every webhook again, one for the first time, every delivery report, every poll, every message of the queue, a tab left open: what came back",
      measured: `${told(cameBack)} of ${late}`,
      bound: "0",
      holds: cameBack.length === 0,
    },
    {
      what: "A neighbour's archive, before and after",
      measured: neighbours.length === 0 ? "the same bytes" : `changed in ${told(neighbours)}`,
      bound: "the same",
      holds: neighbours.length === 0,
    },
    {
      what: "Bytes of the stopped stores: their words in the files of their threads",
      measured: told(inThreadFiles),
      bound: "0",
      holds: inThreadFiles.length === 0,
    },
    {
      what: `Exports before the erasure, compared with what is stored: ${exported.rows} rows, ${exported.messages} messages, ${exported.files} files byte by byte`,
      measured: `${told(exported.missing)} missing`,
      bound: "0",
      holds: exported.missing.length === 0 && exported.files > 0,
    },
  ],
});
