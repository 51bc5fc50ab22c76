import { and, eq, lt, lte } from "drizzle-orm";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
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
      unreadCount: state.movedTo ? 0 : state.unreadCount,
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
