import { sql, type SQL } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type {
  Channel,
  CustomerLanguage,
  Direction,
  Level,
  MessageStatus,
  NeedsPersonReason,
  PlaceInInbox,
  Sender,
} from "../../schema/contract/enums.ts";
import type { MediaKind } from "../../schema/contract/media.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import { windowMs } from "../conversation/window.ts";

/** A conversation as D1 knows it, with the name of its contact. Truths are 0 and 1, times milliseconds. */
export interface ConversationFacts {
  [column: string]: unknown;
  id: string;
  agentId: string;
  contactId: string;
  contactName: string;
  level: Level;
  isClient: number;
  aiEnabled: number;
  overriddenAt: number | null;
  overriddenBy: string | null;
  needsPerson: NeedsPersonReason | null;
  inboundCount: number;
  place: PlaceInInbox;
  snoozedUntil: number | null;
  assigneeId: string | null;
  assigneeName: string | null;
  /** A JSON array of ids. */
  labelIds: string;
  handsBackAt: number | null;
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

/** The columns of `c`, a conversation, and of `k`, its contact as they are called today. */
export const conversationColumns: SQL = sql`
  c.id, c.agent_id AS agentId, c.contact_id AS contactId, k.display_name AS contactName, c.level, c.is_client AS isClient,
  c.ai_enabled AS aiEnabled, c.overridden_at AS overriddenAt, c.overridden_by AS overriddenBy, c.needs_person AS needsPerson,
  c.inbound_count AS inboundCount, c.place, c.snoozed_until AS snoozedUntil, c.assignee_id AS assigneeId,
  c.assignee_name AS assigneeName, c.label_ids AS labelIds, c.hands_back_at AS handsBackAt, c.last_message_at AS lastMessageAt,
  c.last_text AS lastText, c.last_channel AS lastChannel, c.last_direction AS lastDirection, c.last_sender AS lastSender,
  c.last_status AS lastStatus, c.last_media_kind AS lastMediaKind,
  c.last_media_duration_ms AS lastMediaDurationMs, c.last_whatsapp_inbound_at AS lastWhatsappInboundAt,
  c.stopped_at AS stoppedAt, k.language, c.moved_to AS movedTo, c.version`;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export const toView = (row: ConversationFacts, agentName: string): ConversationView => ({
  id: row.id,
  agentId: row.agentId,
  agentName,
  contactId: row.contactId,
  contactName: row.contactName,
  level: row.level,
  isClient: row.isClient === 1,
  aiEnabled: row.aiEnabled === 1,
  overriddenAt: isoOrNull(row.overriddenAt),
  overriddenBy: row.overriddenBy,
  needsPerson: row.needsPerson,
  inboundCount: row.inboundCount,
  place: row.place,
  snoozedUntil: isoOrNull(row.snoozedUntil),
  assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
  labelIds: JSON.parse(row.labelIds) as string[],
  handsBackAt: isoOrNull(row.handsBackAt),
  lastMessageAt: iso(row.lastMessageAt),
  lastMessage: lastOf(row),
  windowClosesAt: row.lastWhatsappInboundAt === null ? null : iso(row.lastWhatsappInboundAt + windowMs),
  stoppedAt: isoOrNull(row.stoppedAt),
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
