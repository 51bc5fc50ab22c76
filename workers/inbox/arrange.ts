import { and, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { arrangeSchema, Conversation } from "../../schema/contract/conversations.ts";
import type { FieldProblem } from "../../schema/contract/problems.ts";
import { labels } from "../../schema/tables/inboxTools.ts";
import type { Arrangement, Colleague } from "../conversation/rpc.ts";
import { audit } from "../platform/audit.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation, withNames } from "./findConversation.ts";
import { forUser } from "./forUser.ts";
import { nameOf } from "./nameOf.ts";

type Wish = z.output<typeof arrangeSchema>;

const longestSnooze = 366 * 24 * 60 * 60_000;

const wrong = (path: string, code: string, message: string): Refusal =>
  refuse("invalid_input", { errors: [{ path, code, message } satisfies FieldProblem] });

/**
 * Assigns, labels, snoozes, closes or reopens. The object decides, so the audit row follows it; both may be repeated. Refuses
 * `invalid_input` for an assignee who is no colleague that may write, for a label that isn't there, and for a time that is past or
 * more than a year ahead; `blocked` where the place of a blocked person's conversation is to change.
 */
export const arrange = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  wish: Wish,
): Promise<Conversation | Refusal> => {
  const row = await findConversation(caller.db, id);
  if (!row) return refuse("not_found");
  const order = await orderOf(deps, caller, wish);
  if (isRefusal(order)) return order;
  const view = await deps.conversation(id).arrange(order);
  if ("refused" in view) return refuse(view.refused);
  const { by: _by, assignee: _assignee, ...rest } = order;
  const detail = { ...rest, ...(wish.assigneeId === undefined ? {} : { assigneeId: wish.assigneeId }) };
  const fact = { actor: caller.userId, action: "conversation.arranged", subject: view.id, detail };
  await caller.db.batch([audit(caller.db, deps.chance, fact)]);
  return forUser(deps, caller, withNames(view, row));
};

const orderOf = async (deps: InboxDeps, caller: ConsoleCaller, wish: Wish): Promise<Arrangement | Refusal> => {
  const [assignee, labelIds, until] = await Promise.all([
    assigneeOf(deps, caller, wish.assigneeId),
    knownLabels(caller.db, wish.labelIds),
    momentOf(wish.snoozedUntil, deps.chance.now()),
  ]);
  const refusal = [assignee, labelIds, until].find(isRefusal);
  if (refusal) return refusal;
  return {
    by: { id: caller.userId, name: nameOf(caller) },
    ...(wish.place === undefined ? {} : { place: wish.place }),
    ...(assignee === undefined ? {} : { assignee: assignee as Colleague | null }),
    ...(labelIds === undefined ? {} : { labelIds: labelIds as string[] }),
    ...(until === undefined ? {} : { snoozedUntil: until as number }),
  };
};

/** Whoever is assigned must be able to answer. */
const assigneeOf = async (
  { team }: InboxDeps,
  { tenantId }: ConsoleCaller,
  id: string | null | undefined,
): Promise<Colleague | null | undefined | Refusal> => {
  if (id === undefined || id === null) return id;
  const member = await team.member(tenantId, id);
  if (!member || member.role === "readonly") return wrong("assigneeId", "not_assignable", "Not a colleague who may write");
  return { id, name: member.name || member.email };
};

const knownLabels = async (db: TenantDb, ids: string[] | undefined): Promise<string[] | undefined | Refusal> => {
  if (ids === undefined || ids.length === 0) return ids;
  const among = sql`${labels.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const found = await db.pick({ id: labels.id }, labels, { where: and(isNull(labels.deletedAt), among) });
  const wanted = [...new Set(ids)];
  return found.length === wanted.length ? wanted : wrong("labelIds", "not_found", "A label is not there any more");
};

const momentOf = (text: string | undefined, now: number): number | undefined | Refusal => {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (at <= now) return wrong("snoozedUntil", "too_early", "It lies in the past");
  return at <= now + longestSnooze ? at : wrong("snoozedUntil", "too_late", "More than a year ahead");
};
