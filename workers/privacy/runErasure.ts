import { eq } from "drizzle-orm";
import * as z from "zod";
import type { ErasureStep } from "../../schema/contract/erasures.ts";
import { idOf } from "../../schema/contract/ids.ts";
import { erasures } from "../../schema/tables/privacy.ts";
import { forgetRows } from "../contacts/forgetRows.ts";
import { audit } from "../platform/audit.ts";
import { keepLease, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ErasureDeps, Work } from "./deps.ts";
import { eraseFiles } from "./eraseFiles.ts";
import { eraseLines } from "./eraseLines.ts";
import { eraseRemains } from "./eraseRemains.ts";
import { eraseThreads } from "./eraseThreads.ts";
import { noting } from "./progress.ts";
import { stepAfter } from "./steps.ts";

/** The lease has gone to somebody else, who does the rest. */
class LeaseLost extends Error {}

/** Where to go on; a number is how long to wait first, in milliseconds. */
type Onward = ErasureStep | number;

/** Rows once more: something may have been under way when they were first forgotten. */
const eraseRows = async ({ mailTokens, chance }: ErasureDeps, { db, erasure }: Work): Promise<void> => {
  const { contactIds, trail } = erasure;
  if (trail) await db.batch(forgetRows(db, mailTokens, { contactIds, ...trail }, chance.now()));
};

const compactIndex = async ({ searchIndex }: ErasureDeps, { goOn }: Work): Promise<void> => {
  while (await searchIndex.dropDeleted()) await goOn();
};

const take = async (deps: ErasureDeps, work: Work): Promise<Onward> => {
  const { step, scope } = work.erasure;
  switch (step) {
    case "threads":
      // First of all, so that nothing of theirs that still waits in a line comes to somebody new of the same number.
      if (scope === "everything") await eraseLines(deps, work);
      return (await eraseThreads(deps, work)) === "stopped" ? "done" : stepAfter(scope, step);
    case "files":
      await eraseFiles(deps, work);
      return stepAfter(scope, step);
    case "lines":
      await eraseLines(deps, work);
      return stepAfter(scope, step);
    case "rows":
      await eraseRows(deps, work);
      return stepAfter(scope, step);
    case "search":
      await compactIndex(deps, work);
      return stepAfter(scope, step);
    case "provider":
      return (await eraseRemains(deps, work)) ?? stepAfter(scope, step);
    case "done":
      return "done";
  }
};

/** The last write: from here on the row says that something was erased, and not whose it was. */
const finish = async ({ chance }: ErasureDeps, { db, erasure }: Work): Promise<void> => {
  const { id, contactId: subject, scope, cause, startedBy: actor } = erasure;
  await db.batch([
    db.update(erasures, { step: "done", trail: null, finishedAt: chance.now() }, eq(erasures.id, id)),
    audit(db, chance, { actor, action: "contact.erased", subject, detail: { erasure: id, scope, cause } }),
  ]);
};

const payloadSchema = z.object({ erasureId: idOf("erasure") });

/**
 * Does an `erase` job, step by step: each is noted when it has ended, and may be begun again from its beginning. Killed anywhere, it
 * goes on from the last note; done twice, nothing more happens.
 */
export const runErasure = async (deps: ErasureDeps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const { erasureId } = payloadSchema.parse(job.payload);
  const goOn = async (): Promise<void> => {
    if (!(await keepLease(db, job, deps.chance.now()))) throw new LeaseLost();
  };
  try {
    for (;;) {
      const erasure = await db.first(erasures, eq(erasures.id, erasureId));
      if (!erasure || erasure.finishedAt !== null) return { kind: "done" };
      const work = { db, erasure, job, goOn };
      await goOn();
      const onward = await take(deps, work);
      if (typeof onward === "number") return { kind: "again", failure: "The provider is away", afterMs: onward };
      if (onward === "done") await finish(deps, work);
      else await db.batch([noting(db, erasure, { step: onward })]);
    }
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: "again", failure: "Somebody else does the rest" };
    throw error;
  }
};
