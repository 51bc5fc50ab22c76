import { and, asc, eq, gt, sql } from "drizzle-orm";
import { conversationLabels } from "../../schema/tables/inboxTools.ts";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import { erasureRemains } from "../../schema/tables/privacy.ts";
import { parseLineName } from "../channels/whatsapp/line.ts";
import { placedMediaUrl } from "../channels/whatsapp/mediaAddress.ts";
import type { TracePage } from "../conversation/rpc.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { forgetPreviews } from "../previews/forgetPreviews.ts";
import type { ErasureDeps, Work } from "./deps.ts";
import { counting, noting, withAll } from "./progress.ts";
import { theirs } from "./theirs.ts";

type Thread = Pick<typeof conversations.$inferSelect, "id" | "agentId">;

const twilio = "https://api.twilio.com";

/** Files that went out on WhatsApp lie at the provider too: a message of WhatsApp's carries one at most. */
const sentFiles = (db: TenantDb, erasureId: string, line: string | null, sids: string[]): Statement[] => {
  const place = line === null ? null : parseLineName(line);
  if (line === null || !place || sids.length === 0) return [];
  const rows = sids.map((sid) => ({ erasureId, line, url: placedMediaUrl(twilio, place.accountSid, sid, 0) }));
  return [db.insert(erasureRemains, rows, { do: "nothing" })];
};

const eraseMessages = (db: TenantDb, erasureId: string, line: string | null, page: TracePage): Statement[] => {
  const isListed = sql`id IN (SELECT value FROM json_each(${JSON.stringify(page.messageIds)}))`;
  const listed = sql`SELECT COUNT(*) FROM messages WHERE tenant_id = ${db.tenantId} AND ${isListed}`;
  return [
    counting(db, erasureId, "messages", listed),
    ...sentFiles(db, erasureId, line, page.sentFiles),
    db.remove(messages, isListed),
  ];
};

/** The row goes last: as long as it is there, the thread is not erased. */
const eraseRow = (db: TenantDb, erasureId: string, { id }: Thread): Statement[] => [
  counting(
    db,
    erasureId,
    "conversations",
    sql`SELECT COUNT(*) FROM conversations WHERE tenant_id = ${db.tenantId} AND id = ${id}`,
  ),
  db.remove(conversationLabels, eq(conversationLabels.conversationId, id)),
  db.remove(conversations, eq(conversations.id, id)),
];

/** One thread, wherever anything of it is. Its object is closed first, so that nothing of it is told to anybody afterwards. */
const eraseThread = async (deps: ErasureDeps, { db, erasure, goOn }: Work, thread: Thread): Promise<"erased" | "active"> => {
  const object = deps.conversation(thread.id);
  const closed = await object.closeForGood({ quietSince: erasure.quietSince });
  if (closed.kind === "active") return "active";
  const { whatsapp } = closed;
  const { trail } = erasure;
  erasure.conversationIds = withAll(erasure.conversationIds, [thread.id]);
  erasure.trail = trail && {
    ...trail,
    lines: withAll(trail.lines, [whatsapp?.line]),
    addresses: withAll(trail.addresses, [whatsapp?.to]),
  };
  await db.batch([noting(db, erasure, { conversationIds: erasure.conversationIds, trail: erasure.trail })]);
  for (let after: TracePage["next"] = null; ;) {
    const page: TracePage = await object.traces(after);
    await forgetPreviews(deps, db, page.linked);
    await db.batch(eraseMessages(db, erasure.id, whatsapp?.line ?? null, page));
    await goOn();
    if (page.next === null) break;
    after = page.next;
  }
  await deps.quota(thread.agentId).forget(erasure.contactIds);
  await deps.inbox(db.tenantId).forgetThread(thread.id);
  await object.wipe();
  await db.batch(eraseRow(db, erasure.id, thread));
  return "erased";
};

/** Threads of the person, one by one, those included that were sealed by a merge. `stopped`: they write again, so nothing more is due. */
export const eraseThreads = async (deps: ErasureDeps, work: Work): Promise<"done" | "stopped"> => {
  const { db, erasure, goOn } = work;
  for (let last = ""; ;) {
    const [thread] = await db.pick({ id: conversations.id, agentId: conversations.agentId }, conversations, {
      where: and(theirs(conversations.contactId, erasure.contactIds), gt(conversations.id, last)),
      orderBy: [asc(conversations.id)],
      limit: 1,
    });
    if (!thread) return "done";
    await goOn();
    if ((await eraseThread(deps, work, thread)) === "active") return "stopped";
    last = thread.id;
  }
};
