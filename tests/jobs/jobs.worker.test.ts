import { createMessageBatch, getQueueResult, createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { jobKindSchema, type JobHint, type JobKind } from "../../schema/contract/jobs.ts";
import { consumeJobs, type ConsumerDeps, type JobRunners } from "../../workers/jobs/consumer.ts";
import { cronTable, runCron, type CronDeps } from "../../workers/jobs/cron.ts";
import { systemChance, type Chance } from "../../workers/platform/clock.ts";
import { Directory, type LinePlace } from "../../workers/platform/directory.ts";
import { queueHints } from "../../workers/platform/jobHints.ts";
import {
  jobLease,
  leaseJob,
  maxJobAttempts,
  prepareJob,
  retryDelay,
  settleJob,
  type JobOutcome,
} from "../../workers/platform/jobs.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "../platform/newTenant.ts";

const { DB } = env as unknown as { DB: D1Database };
const minute = 60_000;

let now: number;
let chance: Chance;
let db: TenantDb;
let logged: Record<string, unknown>[];
let ran: { jobId: string; payload: unknown; attempt: number }[];
let outcome: JobOutcome | Error;
let hinted: { hint: JobHint; delayMs: number | undefined }[];

beforeEach(async () => {
  await DB.batch(["DELETE FROM jobs", "DELETE FROM whatsapp_lines"].map((query) => DB.prepare(query)));
  now = 1_800_000_000_000;
  chance = { ...systemChance, now: () => now };
  db = new TenantDb(DB, await newTenant(DB));
  logged = [];
  ran = [];
  outcome = { kind: "done" };
  hinted = [];
});

const order = async (
  uniqueKey: string = crypto.randomUUID(),
  more: { dueAt?: number; kind?: JobKind } = {},
): Promise<JobHint> => {
  const { statement, hint } = prepareJob(db, chance, { kind: "send_mail", uniqueKey, payload: { to: uniqueKey }, ...more });
  await db.batch([statement]);
  return hint;
};

const runner: JobRunners["send_mail"] = async ({ jobId, payload, attempt }) => {
  ran.push({ jobId, payload, attempt });
  if (outcome instanceof Error) throw outcome;
  return outcome;
};

const deps = (): ConsumerDeps => ({
  runners: Object.fromEntries(jobKindSchema.options.map((kind) => [kind, runner])) as JobRunners,
  directory: new Directory(DB),
  tenantDb: (tenantId) => new TenantDb(DB, tenantId),
  hints: { send: async (hints, delayMs) => void hinted.push(...hints.map((hint) => ({ hint, delayMs }))) },
  now: () => now,
  log: (entry) => logged.push(entry),
});

const deliver = async (bodies: unknown[], more: Partial<ConsumerDeps> = {}) => {
  const messages = bodies.map((body, at) => ({ id: String(at), timestamp: new Date(now), attempts: 1, body }));
  const batch = createMessageBatch("filo-jobs", messages);
  await consumeJobs(batch, { ...deps(), ...more });
  return getQueueResult(batch, createExecutionContext());
};

const row = (hint: JobHint) =>
  DB.prepare("SELECT state, attempts, due_at, failure FROM jobs WHERE id = ?").bind(hint.jobId).first<{
    state: string;
    attempts: number;
    due_at: number;
    failure: string | null;
  }>();

describe("a job", () => {
  it("is done once, however often its hint is delivered", async () => {
    const hint = await order();
    const result = await deliver([hint, hint, hint]);
    await deliver([hint]);
    expect(ran).toMatchObject([{ jobId: hint.jobId, attempt: 1 }]);
    expect(await row(hint)).toMatchObject({ state: "done", attempts: 1 });
    expect(result.explicitAcks).toHaveLength(3);
  });

  it("is one with every other of the same key, also once it is done, but not with another tenant's", async () => {
    const first = await order("invoice-1");
    const again = await order("invoice-1");
    await deliver([first, again]);
    await deliver([await order("invoice-1")]);
    expect(ran).toHaveLength(1);
    db = new TenantDb(DB, await newTenant(DB));
    await deliver([await order("invoice-1")]);
    expect(ran).toHaveLength(2);
  });

  it("waits until it is due", async () => {
    const hint = await order("later", { dueAt: now + minute });
    await deliver([hint]);
    expect(ran).toEqual([]);
    now += minute;
    await deliver([hint]);
    expect(ran).toHaveLength(1);
  });

  it("is in the hands of one worker at a time", async () => {
    const hint = await order();
    const leases = await Promise.all([1, 2, 3].map(() => leaseJob(db, hint.jobId, now)));
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
    await deliver([hint]);
    expect(ran).toEqual([]);
  });

  it("passes to another worker when its own has been silent for the whole lease", async () => {
    const hint = await order();
    const lost = await leaseJob(db, hint.jobId, now);
    now += jobLease;
    await deliver([hint]);
    expect(ran).toMatchObject([{ attempt: 2 }]);
    expect(lost).not.toBeNull();
    if (lost) await settleJob(db, lost, { kind: "failed", failure: "too late to say" }, now);
    expect(await row(hint)).toMatchObject({ state: "done", failure: null });
  });

  it("is tried again ever later, five times in all, then shown as failed", async () => {
    const hint = await order();
    outcome = { kind: "again", failure: "503 unavailable" };
    for (let attempt = 1; attempt <= maxJobAttempts; attempt++) {
      await deliver([hint]);
      await deliver([hint]);
      expect(ran).toHaveLength(attempt);
      now += retryDelay({ kind: "send_mail", attempt });
    }
    await deliver([hint]);
    expect(ran).toHaveLength(maxJobAttempts);
    expect(await row(hint)).toMatchObject({ state: "failed", attempts: 5, failure: "503 unavailable" });
    expect(logged).toHaveLength(maxJobAttempts);
  });

  it("waits as long as its verb asks", async () => {
    const hint = await order();
    outcome = { kind: "again", failure: "429", afterMs: 10 * minute };
    await deliver([hint]);
    expect(await row(hint)).toMatchObject({ state: "due", due_at: now + 10 * minute });
  });

  it("is tried again when its verb throws, and never again when it is refused for good", async () => {
    const [thrown, refused] = [await order(), await order()];
    outcome = new Error("the socket closed");
    await deliver([thrown]);
    expect(await row(thrown)).toMatchObject({ state: "due", failure: "Error: the socket closed" });
    outcome = { kind: "failed", failure: "no such address" };
    await deliver([refused]);
    expect(await row(refused)).toMatchObject({ state: "failed", failure: "no such address" });
  });

  it("that a customer waits for is tried again within seconds first, each time with a hint for that moment", async () => {
    const hint = await order("file", { kind: "fetch_media" });
    outcome = { kind: "again", failure: "404" };
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt++) {
      await deliver([hint]);
      expect(ran).toHaveLength(attempt);
      pauses.push(retryDelay({ kind: "fetch_media", attempt }));
      now += pauses.at(-1)!;
    }
    expect(pauses.slice(5)).toEqual([30_000, 2 * minute, 8 * minute, 15 * minute, 15 * minute, 15 * minute, 15 * minute]);
    expect(await row(hint)).toMatchObject({ state: "due", failure: "404" });
    expect(hinted.map(({ delayMs }) => delayMs)).toEqual([1_000, 2_000, 3_000, 5_000, 8_000, 30_000]);
    expect(new Set(hinted.map((one) => one.hint.jobId))).toEqual(new Set([hint.jobId]));
  });

  it.each(["finish_merge", "fetch_media", "understand_media"] as const)(
    "that must come to an end (%s) is tried without one, every quarter of an hour, whether its verb or its worker fails",
    async (kind) => {
      const hint = await order("merge", { kind });
      outcome = { kind: "again", failure: "503 unavailable" };
      for (let run = 0; run < 60; run++, now += 15 * minute) {
        if (run % 2 === 0) await deliver([hint]);
        else expect(await leaseJob(db, hint.jobId, now)).not.toBeNull();
      }
      expect(ran).toHaveLength(30);
      outcome = { kind: "done" };
      await deliver([hint]);
      expect(await row(hint)).toMatchObject({ state: "done", attempts: 61, failure: null });
    },
  );

  it("that takes every worker down with it fails in the end", async () => {
    const hint = await order();
    for (let attempt = 0; attempt < maxJobAttempts; attempt++) {
      expect(await leaseJob(db, hint.jobId, now)).not.toBeNull();
      now += jobLease;
    }
    await deliver([hint]);
    expect(ran).toEqual([]);
    expect(await row(hint)).toMatchObject({ state: "failed", failure: "Every attempt was cut short" });
  });
});

describe("hints", () => {
  it("that mean nothing are dropped", async () => {
    const unknown = { tenantId: db.tenantId, jobId: `job_${"0".repeat(26)}` };
    const result = await deliver([null, "x", { jobId: 1 }, unknown]);
    expect(result.explicitAcks).toHaveLength(4);
    expect(ran).toEqual([]);
  });

  it("that name another tenant's job do nothing", async () => {
    const hint = await order();
    await deliver([{ ...hint, tenantId: await newTenant(DB) }], { directory: { dueJobs: async () => [] } });
    expect(ran).toEqual([]);
    expect(await row(hint)).toMatchObject({ state: "due" });
  });

  it("are asked for again while the rows are out of reach", async () => {
    const hint = await order();
    const result = await deliver([hint], {
      tenantDb: () => {
        throw new Error("D1_ERROR: Network connection lost");
      },
    });
    expect(result.retryMessages).toMatchObject([{ msgId: "0" }]);
    await deliver([hint]);
    expect(ran).toHaveLength(1);
  });

  it("of one tenant's many jobs keep no other tenant waiting behind them, and every job is done in the end", async () => {
    const noisy: JobHint[] = [];
    for (let n = 0; n < 60; n++) noisy.push(await order(`file-${n}`));
    now += 1;
    db = new TenantDb(DB, await newTenant(DB));
    const quiet = await order("voice note");
    const queue = [...noisy, quiet];
    for (let at = 0; at < queue.length; at += 10) await deliver(queue.slice(at, at + 10));
    expect(ran.findIndex(({ jobId }) => jobId === quiet.jobId)).toBeLessThan(4);
    expect(new Set(ran.map(({ jobId }) => jobId))).toEqual(new Set(queue.map(({ jobId }) => jobId)));
    expect(ran).toHaveLength(queue.length);
  });

  it("are worked off as they come while what is due cannot be asked for", async () => {
    const hints: JobHint[] = [];
    for (let n = 0; n < 10; n++) hints.push(await order(`mail-${n}`));
    await deliver(hints, { directory: { dueJobs: () => Promise.reject(new Error("away")) } });
    expect(ran).toHaveLength(10);
    expect(logged).toMatchObject([{ event: "jobs_not_shared_out" }]);
  });

  it("go through the queue, and are lost without harm when it is away", async () => {
    const sent: unknown[] = [];
    const delays: unknown[] = [];
    const sendBatch = async (batch: unknown[], options: unknown) => void (sent.push(...batch), delays.push(options));
    const queue = { sendBatch } as unknown as Queue;
    const log = (entry: Record<string, unknown>) => void logged.push(entry);
    const hint = await order();
    await queueHints(queue, log).send([hint]);
    await queueHints(queue, log).send([]);
    await queueHints(queue, log).send([hint], 1_500);
    expect(sent).toEqual([{ body: hint }, { body: hint }]);
    expect(delays).toEqual([{ delaySeconds: 0 }, { delaySeconds: 2 }]);
    const away = { sendBatch: () => Promise.reject(new Error("queue away")) } as unknown as Queue;
    await queueHints(away, log).send([hint]);
    expect(logged).toMatchObject([{ event: "job_hint_lost", jobs: [hint.jobId] }]);
  });
});

describe("the clock", () => {
  const cron = (more: Partial<CronDeps> = {}) => {
    const did = {
      hinted: [] as JobHint[],
      woken: [] as LinePlace[],
      synced: [] as { line: LinePlace; hour: number }[],
      purged: [] as number[],
      watched: 0,
      counted: 0,
      kept: 0,
    };
    const cronDeps: CronDeps = {
      directory: new Directory(DB),
      hints: { send: async (hints) => void did.hinted.push(...hints) },
      wakeLine: async (line) => void did.woken.push(line),
      syncTemplates: async (line) => void did.synced.push({ line, hour: Math.floor(now / (60 * minute)) % 24 }),
      watchHealth: async () => void (did.watched += 1),
      countFigures: async () => void (did.counted += 1),
      runRetention: async () => void (did.kept += 1),
      purge: async (at) => void did.purged.push(at),
      log: (entry) => logged.push(entry),
      ...more,
    };
    return { did, run: () => runCron(cronDeps, now) };
  };

  it("finds what is due: lost hints, second tries, dead workers' leases; nothing else", async () => {
    const [lost, leased, stale, done, later] = [
      await order(),
      await order(),
      await order(),
      await order(),
      await order("l", { dueAt: now + 3 * jobLease }),
    ];
    await leaseJob(db, stale.jobId, now);
    now += jobLease;
    await leaseJob(db, leased.jobId, now);
    await deliver([done]);
    const { did, run } = cron();
    await run();
    const ids = did.hinted.map((hint) => hint.jobId).toSorted();
    expect(ids).toEqual([lost.jobId, stale.jobId].toSorted());
    expect(ids).not.toContain(later.jobId);
  });

  it("does the rest when one line of its table fails", async () => {
    now = Math.ceil(now / (60 * minute)) * 60 * minute;
    const failing = { directory: { dueJobs: () => Promise.reject(new Error("away")), linesAfter: async () => [] } };
    const { did, run } = cron(failing);
    await run();
    expect(did.purged).toEqual([now]);
    expect(logged).toMatchObject([{ event: "cron_failed", line: "hint due jobs" }]);
  });

  it("purges every five minutes", async () => {
    now = Math.ceil(now / (60 * minute)) * 60 * minute;
    const { did, run } = cron();
    for (let n = 0; n < 120; n++, now += minute) await run();
    expect(did.purged).toHaveLength(24);
    expect(cronTable.every((line) => line.every >= 1 && 60 % line.every === 0)).toBe(true);
  });

  it("asks for each line's templates once a day, spread over the hours", async () => {
    now = Math.ceil(now / (60 * minute)) * 60 * minute;
    const lines = Array.from({ length: 40 }, (_, n) => ({
      tenantId: "ten",
      lineId: `lin_${n}`,
      agentId: "a",
      accountSid: "AC",
      number: `${n}`,
    }));
    const linesAfter = async (last: { lineId: string } | null) => (last ? [] : lines);
    const { did, run } = cron({ directory: { dueJobs: async () => [], linesAfter } });
    for (let n = 0; n < 24 * 60; n += 5, now += 5 * minute) await run();
    expect(did.synced.map(({ line }) => line.lineId).toSorted()).toEqual(lines.map(({ lineId }) => lineId).toSorted());
    expect(new Set(did.synced.map(({ hour }) => hour)).size).toBeGreaterThan(10);
  });

  it("watches over the tenants' health every five minutes", async () => {
    const { did, run } = cron();
    for (let n = 0; n < 60; n++, now += minute) await run();
    expect(did.watched).toBe(12);
    expect(did.counted).toBe(4);
  });

  it("wakes every line, page by page, also behind one that does not wake", async () => {
    const lines = Array.from({ length: 120 }, (_, n) => ({
      tenantId: "ten",
      lineId: `lin_${n}`,
      agentId: "a",
      accountSid: "AC",
      number: `${n}`,
    }));
    const after = async (last: { lineId: string } | null, limit: number) => {
      const from = last ? lines.findIndex((line) => line.lineId === last.lineId) + 1 : 0;
      return lines.slice(from, from + limit);
    };
    const woken: string[] = [];
    const { run } = cron({
      directory: { dueJobs: async () => [], linesAfter: after },
      wakeLine: async ({ lineId }) => {
        if (lineId === "lin_3") throw new Error("overloaded");
        woken.push(lineId);
      },
    });
    await run();
    expect(new Set(woken).size).toBe(119);
    expect(logged).toMatchObject([{ event: "line_not_woken", line: "lin_3" }]);
  });
});
