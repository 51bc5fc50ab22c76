import { cachedThread } from "./cachedThread.ts";
import { countReadings } from "./countReadings.ts";
import { firstToken } from "./firstToken.ts";
import { threadMemory } from "./memory.ts";
import { table, type Reading } from "./reading.ts";
import { webhookThroughput } from "./throughput.ts";

/** `npm run bench`: everything of DESIGN section 7, measured now, as one table; `npm run bench -- firstToken` only what is named. */
const measures: Record<string, () => Promise<Reading[]>> = {
  async throughput() {
    const { filo, floor } = await webhookThroughput();
    const ratio = filo / floor;
    return [
      {
        what: "webhooks a second, against a bare Hono → Durable Object → INSERT",
        measured: `${Math.round(filo)} / ${Math.round(floor)} = ${ratio.toFixed(2)}`,
        bound: "≥ 0.70",
        ok: ratio >= 0.7,
      },
    ];
  },
  async firstToken() {
    const { page, bare, direct } = await firstToken();
    const added = (floor: number) => `${page.toFixed(1)} − ${floor.toFixed(1)} = ${(page - floor).toFixed(1)} ms`;
    return [
      {
        what: "added to the model's first token on the web page (median), against a bare Worker that asks it",
        measured: added(bare),
        bound: "≤ 15 ms",
        ok: page - bare <= 15,
      },
      {
        what: "the same against the model asked directly, the local runtime's own way to a Worker included",
        measured: added(direct),
        bound: "shown beside it",
        ok: true,
      },
    ];
  },
  async memory() {
    const { short, long } = await threadMemory();
    return [
      {
        what: "memory of the runtime with a thread of 10,000 messages, against 100",
        measured: `${long} / ${short} MB = ${(long / short).toFixed(2)}`,
        bound: "≤ 1.10 (flat)",
        ok: long / short <= 1.1,
      },
    ];
  },
  async cachedThread() {
    const { opens, slowest, short, longestTask } = await cachedThread();
    return [
      {
        what: "a cached conversation of 10,000 messages opens in (median, slowest; one of two messages)",
        measured: `${opens.toFixed(0)}, ${slowest.toFixed(0)}; ${short.toFixed(0)} ms`,
        bound: "≤ 100 ms",
        ok: opens <= 100,
      },
      {
        what: "longest task while writing in it and scrolling through it",
        measured: `${longestTask.toFixed(0)} ms`,
        bound: "≤ 50 ms",
        ok: longestTask <= 50,
      },
    ];
  },
  counts: countReadings,
};

const wanted = process.argv.slice(2);
const names = wanted.length === 0 ? Object.keys(measures) : wanted;
const unknown = names.filter((name) => !(name in measures));
if (unknown.length > 0) throw new Error(`No such reading: ${unknown.join(", ")}. There are ${Object.keys(measures).join(", ")}`);

const readings: Reading[] = [];
for (const name of names) readings.push(...(await measures[name]!()));
console.log(`\n${table(readings)}\n`);
process.exitCode = readings.every(({ ok }) => ok) ? 0 : 1;
