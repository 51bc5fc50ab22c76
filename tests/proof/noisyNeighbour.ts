import { setTimeout as pause } from "node:timers/promises";
import type { Agent } from "../../schema/contract/agents.ts";
import type { ConsoleClient } from "../support/consoleClient.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { readD1 } from "../support/stores.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { visitor, type Chatter } from "./chatters.ts";
import { defineTrial } from "./trial.ts";

const loads = ["none", "one", "many"] as const;
type Load = (typeof loads)[number];
type Seen = Record<Load, number[]>;

/** Numbers that the noise comes in at: all of one business, or each of another. */
const numbers = 12;
/** Of the noise: a message to a number each so many milliseconds, from so many phones. */
const everyMs = 150;
const phones = 60;
/** Of the quiet business: a message on its page and a look at its inbox, each so often in a phase. */
const looks = 24;
const lookEveryMs = 250;

interface Tally {
  page: Seen;
  inbox: Seen;
  /** Statements to D1 for the quiet business in each phase, and the rows these read and wrote. */
  statements: Seen;
  rows: Seen;
}

/** A quiet business's part of a phase. */
interface Felt {
  page: number[];
  inbox: number[];
  statements: number;
  rows: number;
}

const nothing = (): Seen => ({ none: [], one: [], many: [] });

/**
 * What a quiet business feels of a noisy one: its customers' first words and its own inbox, while a neighbour gets messages that are
 * all answered, and its console is read all the time.
 *
 * Everything here shares one processor, as tenants of a real installation do not: half of what the quiet one feels is only that. So
 * the same noise, at the same fixed pace and to as many numbers, comes once from one neighbour and once from twelve, in turns. The
 * processor has as much to do both times; what is worse with one is what ties a tenant to its neighbours in the product: a shared object,
 * a queue that is worked off in the order of arrival, a clock that finishes one tenant before the next. Beside it stands what no
 * processor can touch: how much D1 is asked on the quiet one's behalf, with and without noise. A case is one phase of each.
 */
export const trial = defineTrial<Tally>({
  section: "load",
  size: 6,
  slice: 3,
  start: { page: nothing(), inbox: nothing(), statements: nothing(), rows: nothing() },
  async run({ from, to }, tally) {
    const stage = await startStage({ dress: watchDatabase });
    try {
      await stage.world.setPace({ firstTokenMs: 20, chunkMs: 1 });
      await stage.agent({ name: "Quieto", slug: "coach", dailyMessageLimit: 1_000 });
      const many: Neighbour[] = [];
      for (let n = 0; n < numbers; n++) many.push(await moveIn(stage, `Vicino ${n}`));
      const one = [await moveIn(stage, "Il grande vicino")];
      while (one.length < numbers) one.push(await furtherNumber(stage, one[0]!.owner, one.length));
      const noisy: Record<Load, Neighbour[]> = { none: [], one, many };
      const quiet = visitor(stage.url.replace("localhost", "127.0.0.1"));
      await quiet.ask("Ciao!");
      for (const load of loads) await phase(stage, noisy[load], quiet);
      for (let n = from; n < to; n++)
        for (const load of n % 2 === 0 ? loads : loads.toReversed()) {
          const felt = await phase(stage, noisy[load], quiet);
          tally.page[load].push(...felt.page);
          tally.inbox[load].push(...felt.inbox);
          tally.statements[load].push(felt.statements);
          tally.rows[load].push(felt.rows);
        }
      return tally;
    } finally {
      await stage.close();
    }
  },
  figures: ({ page, inbox, statements, rows }) => [
    {
      what: `what D1 is asked for ${looks / 2} messages on a quiet business's page and ${looks / 2} looks at its inbox`,
      measured: loads
        .map((load) => `${namesOf[load]}: ${median(statements[load])} statements, ${median(rows[load])} rows`)
        .join("; "),
      bound: "the same, within 10 %",
      holds: [statements, rows].every((seen) => median(seen.one) < median(seen.none) * 1.1 + 1),
    },
    figureOf("the first words on a quiet business's page", page),
    figureOf("a quiet business's inbox", inbox),
  ],
});

const figureOf = (what: string, seen: Seen) => {
  const [none, one, many] = loads.map((load) => p95(seen[load]));
  const growth = (one! / many! - 1) * 100;
  return {
    what: `${what}, p95: one noisy neighbour with ${numbers} numbers against ${numbers} neighbours with one each`,
    measured: `${growth >= 0 ? "+" : "−"}${Math.abs(growth).toFixed(0)} % (${one!.toFixed(0)} against ${many!.toFixed(0)} ms; ${none!.toFixed(0)} without noise)`,
    bound: "< +10 %",
    holds: growth < 10,
  };
};

const namesOf: Record<Load, string> = { none: "without noise", one: "beside one noisy neighbour", many: `beside ${numbers}` };

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const p95 = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;

/** A number, and whose it is. */
interface Neighbour {
  owner: ConsoleClient;
  line: ConnectedLine;
}

async function moveIn(stage: Stage, businessName: string): Promise<Neighbour> {
  return furtherNumber(stage, await stage.signUp(businessName), 0);
}

async function furtherNumber(stage: Stage, owner: ConsoleClient, n: number): Promise<Neighbour> {
  const agent: Agent = await stage.agent({ name: `Vicino ${n}`, dailyMessageLimit: 1_000 }, owner);
  return { owner, line: await stage.line(agent, {}, owner) };
}

/** What the quiet one waits, in milliseconds, while the noise goes on, and what D1 is asked for it. */
async function phase(stage: Stage, noisy: Neighbour[], quiet: Chatter): Promise<Felt> {
  const database = new DatabaseWatch(stage.url);
  const tenant = readD1(stage.stateDir, "SELECT tenant_id FROM agents WHERE slug = 'coach'")[0]?.["tenant_id"];
  const noise = new AbortController();
  const making = makeNoise(stage, noisy, noise.signal);
  await pause(1_000);
  await database.costs();
  const [page, inbox]: [number[], number[]] = [[], []];
  for (let n = 0; n < looks; n++) {
    const began = performance.now();
    if (n % 2 === 0) page.push(await quiet.ask(`Domanda numero ${n}?`));
    else {
      await stage.owner.get("/api/conversations?limit=50&filter=all");
      inbox.push(performance.now() - began);
    }
    await pause(Math.max(0, lookEveryMs - (performance.now() - began)));
  }
  noise.abort();
  await making;
  await pause(2_000);
  const own = (await database.costs()).filter(({ tenantId }) => tenantId === tenant);
  return { page, inbox, statements: own.length, rows: own.reduce((sum, { read, written }) => sum + read + written, 0) };
}

/** Goes on at its own pace, however long an answer takes. */
async function makeNoise(stage: Stage, noisy: Neighbour[], signal: AbortSignal): Promise<void> {
  const under: Promise<unknown>[] = [];
  for (let n = 0; noisy.length > 0 && !signal.aborted; n++) {
    const { owner, line } = noisy[n % noisy.length]!;
    const phone = `+447700900${String(100 + (n % phones)).padStart(3, "0")}`;
    under.push(stage.world.phone(phone).says(`Messaggio ${n}: a che ora aprite?`, { to: line.number }));
    // As many rows, however many conversations one inbox has.
    if (n % 4 === 0) under.push(owner.get("/api/conversations?limit=5&filter=all"));
    await pause(everyMs);
  }
  await Promise.allSettled(under);
}
