import { and, asc, eq } from "drizzle-orm";
import * as z from "zod";
import { idOf } from "../../schema/contract/ids.ts";
import { conversationLabels } from "../../schema/tables/inboxTools.ts";
import type { Colleague } from "../conversation/rpc.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";
import { conversationsAtOnce, workThrough } from "./manyConversations.ts";

type Deps = Pick<InboxDeps, "chance" | "hints" | "conversation">;

const payloadSchema = z.object({ labelId: idOf("label"), by: z.object({ id: z.string(), name: z.string() }) });

/** Does a `take_off_label` job: conversations lose a label that was deleted. May be repeated; begun again in the middle it goes on. */
export const runTakeOffLabel = async (deps: Deps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const { labelId, by } = payloadSchema.parse(job.payload);
  const carrying = await db.pick({ id: conversationLabels.conversationId }, conversationLabels, {
    where: eq(conversationLabels.labelId, labelId),
    orderBy: [asc(conversationLabels.conversationId)],
    limit: conversationsAtOnce,
  });
  return workThrough(deps, { job, db }, carrying, (id) => takeOff(deps, db, id, labelId, by));
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
