import { asc, eq } from "drizzle-orm";
import * as z from "zod";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Colleague } from "../conversation/rpc.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";
import { conversationsAtOnce, workThrough } from "./manyConversations.ts";

type Deps = Pick<InboxDeps, "chance" | "hints" | "conversation">;

const payloadSchema = z.object({ userId: z.string(), by: z.object({ id: z.string(), name: z.string() }) });

/** Does a `free_assigned` job: the conversations of somebody who left the team are nobody's. May be repeated. */
export const runFreeAssigned = async (deps: Deps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const { userId, by } = payloadSchema.parse(job.payload);
  const theirs = await db.pick({ id: conversations.id }, conversations, {
    where: eq(conversations.assigneeId, userId),
    orderBy: [asc(conversations.id)],
    limit: conversationsAtOnce,
  });
  return workThrough(deps, { job, db }, theirs, (id) => free(deps, db, id, userId, by));
};

/** The object first: while D1 still names them, a run that begins anew finds the conversation again. */
const free = async (deps: Deps, db: TenantDb, id: string, userId: string, by: Colleague): Promise<void> => {
  const thread = deps.conversation(id);
  if ((await thread.view())?.assignee?.id === userId) {
    const arranged = await thread.arrange({ by, assignee: null });
    if ("refused" in arranged) throw new Error(`The thread refuses to be nobody's: ${arranged.refused}`);
  }
  // The object's projection follows, and is the same.
  await db.batch([db.update(conversations, { assigneeId: null, assigneeName: null }, eq(conversations.id, id))]);
};
