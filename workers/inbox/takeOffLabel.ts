import { and, asc, eq } from "drizzle-orm";
import * as z from "zod";
import { idOf } from "../../schema/contract/ids.ts";
import { conversationLabels } from "../../schema/tables/inboxTools.ts";
import type { Colleague } from "../conversation/rpc.ts";
import { wordsOf } from "../platform/causes.ts";
import { prepareJob, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";

type Deps = Pick<InboxDeps, "chance" | "hints" | "conversation">;

const payloadSchema = z.object({ labelId: idOf("label"), by: z.object({ id: z.string(), name: z.string() }) });

/** Conversations of one run: a job that is cut short has little to repeat. */
const pageSize = 100;
const atOnce = 5;

/** Does a `take_off_label` job: conversations lose a label that was deleted. May be repeated; begun again in the middle it goes on. */
export const runTakeOffLabel = async (deps: Deps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const { labelId, by } = payloadSchema.parse(job.payload);
  const carrying = await db.pick({ id: conversationLabels.conversationId }, conversationLabels, {
    where: eq(conversationLabels.labelId, labelId),
    orderBy: [asc(conversationLabels.conversationId)],
    limit: pageSize,
  });
  const waiting = [...carrying];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await takeOff(deps, db, next.id, labelId, by).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) return { kind: "again", failure: wordsOf(failures[0]).slice(0, 500) };
  if (carrying.length === pageSize) await orderNext(deps, db, job);
  return { kind: "done" };
};

/** The object first: while D1 still has the row, a run that begins anew finds the conversation again. */
const takeOff = async (deps: Deps, db: TenantDb, id: string, labelId: string, by: Colleague): Promise<void> => {
  const thread = deps.conversation(id);
  const view = await thread.view();
  if (view?.labelIds.includes(labelId)) {
    const arranged = await thread.arrange({ by, labelIds: view.labelIds.filter((one) => one !== labelId) });
    if ("refused" in arranged) throw new Error(`The thread refuses to lose a label: ${arranged.refused}`);
  }
  const row = and(eq(conversationLabels.conversationId, id), eq(conversationLabels.labelId, labelId));
  if (row) await db.batch([db.remove(conversationLabels, row)]);
};

const orderNext = async ({ chance, hints }: Deps, db: TenantDb, { jobId, kind, payload }: LeasedJob): Promise<void> => {
  const next = prepareJob(db, chance, { kind, uniqueKey: `take_off_label:${jobId}:next`, payload });
  await db.batch([next.statement]);
  await hints.send([next.hint]);
};
