import { and, eq, lt, lte, sql } from "drizzle-orm";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import { conversationLabels } from "../../schema/tables/inboxTools.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { arrangementOf } from "./arranging.ts";
import { handsBackAt } from "./handingBack.ts";
import type { ConversationState, StoredMessage } from "./state.ts";

/** A message as D1 holds it, for search and counting; an older version never overwrites a newer. */
export const projectMessage = (db: TenantDb, conversationId: string, stored: StoredMessage): Statement => {
  const {
    id,
    channel,
    direction,
    sender,
    kind,
    text,
    status,
    level,
    batchId,
    model,
    tokensIn,
    tokensOut,
    intent,
    failure,
    failedAt,
    acceptedAt,
    version,
  } = stored;
  return db.insert(
    messages,
    {
      id,
      conversationId,
      channel,
      direction,
      sender,
      kind,
      text,
      status,
      level,
      batchId,
      model,
      tokensIn,
      tokensOut,
      intent,
      failureCode: failure?.code ?? null,
      failedAt,
      acceptedAt,
      version,
    },
    {
      do: "update",
      target: [messages.tenantId, messages.id],
      set: { conversationId, status, batchId, intent, failureCode: failure?.code ?? null, failedAt, version },
      when: lt(messages.version, version),
    },
  );
};

/** A message that this conversation has no more, unless it has gone to another with its id. */
export const forgetMessage = (db: TenantDb, conversationId: string, messageId: string): Statement =>
  db.remove(messages, sql`${messages.id} = ${messageId} AND ${messages.conversationId} = ${conversationId}`);

/**
 * The conversation's row of the inbox, made when the conversation was opened. The same version again is no harm, and brings the
 * rest where `projectLastStatus` came first.
 */
export const projectConversation = (db: TenantDb, state: ConversationState): Statement =>
  db.update(
    conversations,
    {
      level: state.level,
      aiEnabled: state.aiEnabled,
      overriddenAt: state.overriddenAt,
      overriddenBy: state.overriddenBy,
      needsPerson: state.movedTo ? null : state.needsPerson,
      inboundCount: state.inboundCount,
      handsBackAt: handsBackAt(state),
      lastMessageAt: state.movedTo ? 0 : (state.last?.at ?? 0),
      lastText: state.last?.text ?? null,
      lastChannel: state.last?.channel ?? null,
      lastDirection: state.last?.direction ?? null,
      lastSender: state.last?.sender ?? null,
      lastStatus: state.last?.status ?? null,
      lastMediaKind: state.last?.mediaKind ?? null,
      lastMediaDurationMs: state.last?.mediaDurationMs ?? null,
      lastWhatsappInboundAt: state.lastWhatsappInboundAt,
      stoppedAt: state.stoppedAt,
      attention: state.needsPerson && !state.movedTo ? 1 : 0,
      movedTo: state.movedTo,
      version: state.version,
    },
    and(eq(conversations.id, state.id), lte(conversations.version, state.version)),
  );

/** Leaves every indexed column alone, which costs one row instead of five: messages are delivered and read all the time. */
export const projectLastStatus = (db: TenantDb, state: ConversationState): Statement =>
  db.update(
    conversations,
    { lastStatus: state.last?.status ?? null, version: state.version },
    and(eq(conversations.id, state.id), lt(conversations.version, state.version)),
  );

/**
 * Where it lies and whose it is. A statement of its own: its columns are indexed, and a message changes none of them. Its rank in lists
 * is kept by triggers.
 */
export const projectArrangement = (db: TenantDb, state: ConversationState): Statement => {
  const { place, snoozedUntil, assignee, labelIds } = arrangementOf(state);
  return db.update(
    conversations,
    {
      place,
      snoozedUntil,
      assigneeId: assignee?.id ?? null,
      assigneeName: assignee?.name ?? null,
      labelIds,
    },
    and(eq(conversations.id, state.id), lte(conversations.version, state.version)),
  );
};

/** Its labels, as lists find them. A label that was deleted meanwhile is left out. */
export const projectLabels = (db: TenantDb, state: ConversationState): Statement[] => [
  db.remove(conversationLabels, eq(conversationLabels.conversationId, state.id)),
  db.rawStatement(
    (tenantId) => sql`INSERT INTO conversation_labels (tenant_id, conversation_id, label_id)
      SELECT tenant_id, ${state.id}, id FROM labels
      WHERE tenant_id = ${tenantId} AND deleted_at IS NULL AND id IN (SELECT value FROM json_each(${JSON.stringify(arrangementOf(state).labelIds)}))`,
  ),
];
