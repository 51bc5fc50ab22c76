import { and, eq } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { contactMerges } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ConversationRpc } from "./rpc.ts";

/** A thread of somebody who is the same person now, or was for a while; since when, or until when, in milliseconds. */
export interface FormerThread {
  id: string;
  changedAt: number;
}

/** A browser does not try a message again for so long. */
const triedForMs = 60 * 60_000;

/** Threads with this agent of those whom somebody was joined with or parted from. */
export const readFormerThreads = async (
  db: TenantDb,
  { agentId, contactId }: { agentId: string; contactId: string | null },
): Promise<FormerThread[]> => {
  if (contactId === null) return [];
  const { winnerId, loserId, mergedAt, undoneAt } = contactMerges;
  // One side at a time: asked for both at once, SQLite goes through all merges of the business.
  const joinedAs = (theirs: SQLiteColumn, others: SQLiteColumn) =>
    db.pick({ thread: conversations.id, mergedAt, undoneAt }, contactMerges, {
      where: eq(theirs, contactId),
      join: [[conversations, and(eq(conversations.agentId, agentId), eq(conversations.contactId, others))!]],
    });
  const rows = (await Promise.all([joinedAs(winnerId, loserId), joinedAs(loserId, winnerId)])).flat();
  return rows.flatMap((row) => (row.thread === null ? [] : [{ id: row.thread, changedAt: row.undoneAt ?? row.mergedAt }]));
};

/** The thread that has a message already, if it was sent before its customer was joined with somebody or parted from them; else `id`. */
export const threadThatHas = async (
  { chance, conversation }: { chance: Pick<Chance, "now">; conversation(id: string): Pick<ConversationRpc, "knows"> },
  { id, former }: { id: string; former: FormerThread[] },
  dedupeKey: string,
): Promise<string> => {
  const asked = former.filter(({ changedAt }) => chance.now() - changedAt < triedForMs);
  const answers = await Promise.all(asked.map((thread) => conversation(thread.id).knows(dedupeKey)));
  return asked.find((_, at) => answers[at])?.id ?? id;
};

/**
 * A STOP or START that is on its way into `id` holds at once in other threads that still write to the same number: one that has not followed
 * its customer yet, one in which they wrote while they were taken for somebody else. Either may be amid an answer (invariant I9).
 */
export const tellFormer = async (
  deps: { conversation(id: string): Pick<ConversationRpc, "consentChanged"> },
  db: TenantDb,
  { id, agentId, contactId }: { id: string; agentId: string; contactId: string },
  news: Parameters<ConversationRpc["consentChanged"]>[0] & { by: string },
): Promise<void> => {
  const former = (await readFormerThreads(db, { agentId, contactId })).filter((thread) => thread.id !== id);
  for (const thread of former) await deps.conversation(thread.id).consentChanged(news);
};
