import { and, eq, sql } from "drizzle-orm";
import { dailyContacts, dailyFigures } from "../../schema/tables/figures.ts";
import { survivorOf } from "../contacts/survivorOf.ts";
import { jsonParts } from "../platform/jsonParts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { FigureRow } from "./dayRows.ts";
import type { ContactCount } from "./tally.ts";

/** What a day's rows become: those that stay as they are aren't written, those that no longer hold are removed. */
export const writeDay = (
  db: TenantDb,
  day: string,
  figures: readonly FigureRow[],
  contacts: readonly ContactCount[],
): Statement[] => [
  db.remove(dailyFigures, and(eq(dailyFigures.day, day), absentFigure(figures))!),
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO daily_figures (tenant_id, day, agent_id, level, total_messages, inbound_messages, outbound_messages, ai_messages,
        manual_messages, pictures, documents, voice_notes, videos, other_media, ai_responses, manual_responses, tokens)
      SELECT ${tenantId}, ${day}, r.value ->> 'agentId', r.value ->> 'level', r.value ->> 'totalMessages', r.value ->> 'inboundMessages',
        r.value ->> 'outboundMessages', r.value ->> 'aiMessages', r.value ->> 'manualMessages', r.value ->> 'pictures',
        r.value ->> 'documents', r.value ->> 'voiceNotes', r.value ->> 'videos', r.value ->> 'otherMedia', r.value -> 'aiResponses',
        r.value -> 'manualResponses', r.value ->> 'tokens'
      FROM json_each(${JSON.stringify(figures)}) AS r WHERE true
      ON CONFLICT (tenant_id, day, agent_id, level) DO UPDATE SET total_messages = excluded.total_messages,
        inbound_messages = excluded.inbound_messages, outbound_messages = excluded.outbound_messages, ai_messages = excluded.ai_messages,
        manual_messages = excluded.manual_messages, pictures = excluded.pictures, documents = excluded.documents,
        voice_notes = excluded.voice_notes, videos = excluded.videos, other_media = excluded.other_media,
        ai_responses = excluded.ai_responses, manual_responses = excluded.manual_responses, tokens = excluded.tokens
      WHERE (total_messages, ai_messages, manual_messages, inbound_messages, tokens, pictures, documents, voice_notes, videos, other_media,
          ai_responses, manual_responses)
        IS NOT (excluded.total_messages, excluded.ai_messages, excluded.manual_messages, excluded.inbound_messages, excluded.tokens,
          excluded.pictures, excluded.documents, excluded.voice_notes, excluded.videos, excluded.other_media, excluded.ai_responses,
          excluded.manual_responses)`,
  ),
  db.remove(dailyContacts, and(eq(dailyContacts.day, day), absentContact(contacts))!),
  ...jsonParts(contacts).map((part) => putContacts(db, day, part)),
];

const putContacts = (db: TenantDb, day: string, contacts: string): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO daily_contacts (tenant_id, day, agent_id, contact_id, level, conversation_id, inbound_messages, ai_messages, manual_messages,
        person_id)
      SELECT ${tenantId}, ${day}, r.value ->> 'agentId', r.value ->> 'contactId', r.value ->> 'level', r.value ->> 'conversationId',
        r.value ->> 'inboundMessages', r.value ->> 'aiMessages', r.value ->> 'manualMessages',
        ifnull(${survivorOf(tenantId, sql`r.value ->> 'contactId'`)}, r.value ->> 'contactId')
      FROM json_each(${contacts}) AS r WHERE true
      ON CONFLICT (tenant_id, day, agent_id, contact_id) DO UPDATE SET level = excluded.level, conversation_id = excluded.conversation_id,
        inbound_messages = excluded.inbound_messages, ai_messages = excluded.ai_messages, manual_messages = excluded.manual_messages,
        person_id = excluded.person_id
      WHERE (level, conversation_id, inbound_messages, ai_messages, manual_messages, person_id)
        IS NOT (excluded.level, excluded.conversation_id, excluded.inbound_messages, excluded.ai_messages, excluded.manual_messages,
          excluded.person_id)`,
  );

const absentFigure = (rows: readonly FigureRow[]) => sql`agent_id || ':' || level NOT IN (
  SELECT value FROM json_each(${JSON.stringify(rows.map(({ agentId, level }) => `${agentId}:${level}`))}))`;

const absentContact = (rows: readonly ContactCount[]) => sql`agent_id || ':' || contact_id NOT IN (
  SELECT value FROM json_each(${JSON.stringify(rows.map(({ agentId, contactId }) => `${agentId}:${contactId}`))}))`;
