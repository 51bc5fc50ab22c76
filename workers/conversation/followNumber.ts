import { and, asc, eq, gt, isNull } from "drizzle-orm";
import * as z from "zod";
import { idOf } from "../../schema/contract/ids.ts";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { lineName, type LineRpc } from "../channels/whatsapp/line.ts";
import type { Threads } from "../contacts/deps.ts";
import { isUniqueViolation, wordsOf } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob, type JobHints, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { openConversation } from "./openConversation.ts";
import type { ConversationRpc } from "./rpc.ts";

export interface FollowDeps {
  chance: Chance;
  hints: JobHints;
  threads: Pick<Threads, "seal" | "unseal">;
  conversation(id: string): Pick<ConversationRpc, "followLine" | "view">;
  line(name: string): Pick<LineRpc, "owes">;
  /** Has the line take over what its row says now. */
  configureLine(line: { accountSid: string; number: string }): Promise<void>;
}

const payloadSchema = z.object({
  lineId: idOf("line"),
  accountSid: z.string(),
  number: z.string(),
  fromAgentId: idOf("agent"),
  toAgentId: idOf("agent"),
  /** The contact of the last thread that was looked at. */
  after: z.string().nullable(),
});
type Payload = z.infer<typeof payloadSchema>;

/** Threads looked at in one run: a job that is cut short has little to repeat. */
const pageSize = 100;
const atOnce = 5;
/** A hand-over that keeps failing must not keep everybody else's thread back for ever. */
const mostWaits = 8;

/**
 * Does a `move_threads` job: the threads that an agent held on a number follow it to the agent who has it now, each with its whole
 * history. Like the threads of a merge they change hands, or, where the other agent has one with the same contact, are joined into
 * it. May be repeated; begun again in the middle it goes on.
 */
export const runFollowNumber = async (deps: FollowDeps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const payload = payloadSchema.parse(job.payload);
  const line = lineName(payload.accountSid, payload.number);
  // Moved on meanwhile: straight to whoever has the number now.
  const now = await lineOf(db, payload);
  const agent = await db.first(agents, eq(agents.id, now?.agentId ?? payload.toAgentId));
  if (!agent || agent.id === payload.fromAgentId) return { kind: "done" };
  if (now) {
    await deps.configureLine(payload);
    // What came in for the former agent is handed over first, so that it is stored in one thread only (invariant I1).
    const isWaiting = job.attempt < mostWaits && (await deps.line(line).owes(payload.fromAgentId));
    if (isWaiting) return { kind: "again", failure: "Messages for the former agent are still being handed over" };
  }
  const page = await threadsOf(db, payload);
  const results: PromiseSettledResult<void>[] = [];
  for (let at = 0; at < page.length; at += atOnce)
    results.push(
      ...(await Promise.allSettled(page.slice(at, at + atOnce).map((thread) => follow(deps, db, thread, line, agent)))),
    );
  if (page.length === pageSize) await order(deps, db, job, "next", { ...payload, after: page.at(-1)!.contactId });
  // Moved on while this ran: what it brought here goes after it.
  const holder = (await lineOf(db, payload))?.agentId ?? agent.id;
  if (holder !== agent.id)
    await order(deps, db, job, "after", { ...payload, fromAgentId: agent.id, toAgentId: holder, after: null });
  // Those that could follow have; the others are tried again.
  const failed = results.find((result) => result.status === "rejected");
  return failed ? { kind: "again", failure: wordsOf(failed.reason).slice(0, 500) } : { kind: "done" };
};

const lineOf = (db: TenantDb, { lineId }: Payload) => db.first(whatsappLines, eq(whatsappLines.id, lineId));

interface Thread {
  id: string;
  contactId: string;
}

/** In the order of the index `conversations_pair`. */
const threadsOf = (db: TenantDb, { fromAgentId, after }: Payload): Promise<Thread[]> =>
  db.pick({ id: conversations.id, contactId: conversations.contactId }, conversations, {
    where: and(
      eq(conversations.agentId, fromAgentId),
      after === null ? undefined : gt(conversations.contactId, after),
      isNull(conversations.movedTo),
    ),
    orderBy: [asc(conversations.contactId)],
    limit: pageSize,
  });

const follow = async (
  deps: FollowDeps,
  db: TenantDb,
  { id, contactId }: Thread,
  line: string,
  agent: { id: string; name: string },
): Promise<void> => {
  // The object first: while D1 still names the former agent, a run that begins anew finds the thread again.
  const followed = await deps.conversation(id).followLine({ line, agentId: agent.id, agentName: agent.name });
  if (followed !== "followed" || (await changesHands(db, id, agent.id))) return;
  const other = await openConversation(deps, db, { agentId: agent.id, contactId });
  // The other thread may itself have been joined into another, by an earlier move: it lives again first, or the two would forward to
  // each other for ever. The object says so; D1 hears of it later.
  const movedTo = (await deps.conversation(other.id).view())?.movedTo ?? null;
  if (movedTo !== null) await deps.threads.unseal(db.tenantId, other.id, movedTo);
  await deps.threads.seal(db.tenantId, id, other.id);
};

/** False when the other agent has a thread with this contact. */
const changesHands = async (db: TenantDb, id: string, agentId: string): Promise<boolean> => {
  try {
    await db.batch([db.update(conversations, { agentId }, eq(conversations.id, id))]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error, "conversations.tenant_id, conversations.agent_id, conversations.contact_id")) return false;
    throw error;
  }
};

/** One further job, however often this one is run. */
const order = async (
  { chance, hints }: FollowDeps,
  db: TenantDb,
  job: LeasedJob,
  which: "next" | "after",
  payload: Payload,
): Promise<void> => {
  const further = prepareJob(db, chance, { kind: job.kind, uniqueKey: `move_threads:${job.jobId}:${which}`, payload });
  await db.batch([further.statement]);
  await hints.send([further.hint]);
};
