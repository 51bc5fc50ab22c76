import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { consumeJobs, type ConsumerDeps, type JobRunners } from "../../workers/jobs/consumer.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { jobLease, leaseKeptEvery, prepareJob, type JobOutcome } from "../../workers/platform/jobs.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "../platform/newTenant.ts";

const { DB } = env as unknown as { DB: D1Database };

const rowOf = ({ jobId }: JobHint) =>
  DB.prepare("SELECT state, attempts, due_at AS dueAt FROM jobs WHERE id = ?")
    .bind(jobId)
    .first<{ state: string; attempts: number; dueAt: number }>();

test("a job stays with a worker that says that it is still at it, for as long as that takes", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  let now = 1_800_000_000_000;
  const db = new TenantDb(DB, await newTenant(DB));
  const order = { kind: "understand_media", uniqueKey: "long", payload: {} } as const;
  const { statement, hint } = prepareJob(db, { ...systemChance, now: () => now }, order);
  await db.batch([statement]);
  const attempts: number[] = [];
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<JobOutcome>()];
  const understand: JobRunners["understand_media"] = ({ attempt }) => {
    attempts.push(attempt);
    begun.resolve();
    return ended.promise;
  };
  const deps: ConsumerDeps = {
    runners: { understand_media: understand } as Partial<JobRunners> as JobRunners,
    directory: new Directory(DB),
    tenantDb: (tenantId) => new TenantDb(DB, tenantId),
    hints: { send: async () => {} },
    now: () => now,
    log: (entry) => expect(entry).toBeUndefined(),
  };
  const deliver = () =>
    consumeJobs(createMessageBatch("filo-jobs", [{ id: "1", timestamp: new Date(now), attempts: 1, body: hint }]), deps);
  const long = deliver();
  await begun.promise;
  for (const start = now; now < start + 3 * jobLease;) {
    now += leaseKeptEvery;
    vi.advanceTimersByTime(leaseKeptEvery);
    await expect.poll(async () => (await rowOf(hint))?.dueAt).toBe(now + jobLease);
    await deliver();
  }
  ended.resolve({ kind: "done" });
  await long;
  expect(attempts).toEqual([1]);
  expect(await rowOf(hint)).toMatchObject({ state: "done", attempts: 1 });
  expect(vi.getTimerCount()).toBe(0);
});
