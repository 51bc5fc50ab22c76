import { sql, type SQL } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type {
  Channel,
  CustomerLanguage,
  Direction,
  Level,
  MessageStatus,
  NeedsPersonReason,
  Sender,
} from "../../schema/contract/enums.ts";
import type { MediaKind } from "../../schema/contract/media.ts";
import { windowMs } from "../conversation/window.ts";

/** A conversation as D1 knows it, with the names of its people. Truths are 0 and 1, times milliseconds. */
export interface ConversationFacts {
  [column: string]: unknown;
  id: string;
  agentId: string;
  agentName: string;
  contactId: string;
  contactName: string;
  level: Level;
  isClient: number;
  aiEnabled: number;
  overriddenAt: number | null;
  overriddenBy: string | null;
  needsPerson: NeedsPersonReason | null;
  unreadCount: number;
  attention: number;
  lastMessageAt: number;
  lastText: string | null;
  lastChannel: Channel | null;
  lastDirection: Direction | null;
  lastSender: Sender | null;
  lastStatus: MessageStatus | null;
  lastMediaKind: MediaKind | null;
  lastMediaDurationMs: number | null;
  lastWhatsappInboundAt: number | null;
  stoppedAt: number | null;
  language: CustomerLanguage | null;
  movedTo: string | null;
  version: number;
}

/** Conversations out of `source`, each with its people's names, whatever they are called today. */
export const selectWithNames = (source: SQL): SQL => sql`
  SELECT c.id, c.agent_id AS agentId, a.name AS agentName, c.contact_id AS contactId, k.display_name AS contactName, c.level,
    c.is_client AS isClient, c.ai_enabled AS aiEnabled, c.overridden_at AS overriddenAt, c.overridden_by AS overriddenBy,
    c.needs_person AS needsPerson, c.unread_count AS unreadCount, c.attention, c.last_message_at AS lastMessageAt,
    c.last_text AS lastText, c.last_channel AS lastChannel, c.last_direction AS lastDirection, c.last_sender AS lastSender,
    c.last_status AS lastStatus, c.last_media_kind AS lastMediaKind, c.last_media_duration_ms AS lastMediaDurationMs,
    c.last_whatsapp_inbound_at AS lastWhatsappInboundAt, c.stopped_at AS stoppedAt, k.language, c.moved_to AS movedTo, c.version
  FROM ${source} AS c
  JOIN contacts AS k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id
  JOIN agents AS a ON a.tenant_id = c.tenant_id AND a.id = c.agent_id`;

const iso = (at: number): string => new Date(at).toISOString();

export const toConversation = (row: ConversationFacts): Conversation => ({
  id: row.id,
  agentId: row.agentId,
  agentName: row.agentName,
  contactId: row.contactId,
  contactName: row.contactName,
  level: row.level,
  isClient: row.isClient === 1,
  aiEnabled: row.aiEnabled === 1,
  overriddenAt: row.overriddenAt === null ? null : iso(row.overriddenAt),
  overriddenBy: row.overriddenBy,
  needsPerson: row.needsPerson,
  unreadCount: row.unreadCount,
  lastMessageAt: iso(row.lastMessageAt),
  lastMessage: lastOf(row),
  windowClosesAt: row.lastWhatsappInboundAt === null ? null : iso(row.lastWhatsappInboundAt + windowMs),
  stoppedAt: row.stoppedAt === null ? null : iso(row.stoppedAt),
  language: row.language,
  movedTo: row.movedTo,
  version: row.version,
});

const lastOf = ({
  lastText,
  lastChannel,
  lastDirection,
  lastSender,
  lastStatus,
  lastMediaKind,
  lastMediaDurationMs,
}: ConversationFacts): Conversation["lastMessage"] =>
  lastChannel && lastDirection && lastSender && lastStatus
    ? {
        text: lastText ?? "",
        channel: lastChannel,
        direction: lastDirection,
        sender: lastSender,
        status: lastStatus,
        mediaKind: lastMediaKind,
        mediaDurationMs: lastMediaDurationMs,
      }
    : null;
