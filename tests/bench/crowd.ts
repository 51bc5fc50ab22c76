import type { Agent } from "../../schema/contract/agents.ts";
import { changeD1 } from "../support/stores.ts";
import type { Stage } from "../support/stage.ts";

/** Whose some of the conversations are, and which label some carry. */
export interface Crowd {
  agentId: Agent["id"];
  ownerId: string;
  labelId: string;
}

/**
 * Fills a tenant up with conversations that look like a business's: some clients, a few that need a person, some of the owner's,
 * labelled, closed or asleep. Written past the product, which would take hours.
 */
export function fillInbox(stage: Stage, { agentId, ownerId, labelId }: Crowd, from: number, to: number): void {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to - 1})`;
  const tenant = `(SELECT tenant_id FROM agents WHERE id = '${agentId}')`;
  const now = Date.now();
  changeD1(
    stage.stateDir,
    `${numbers} INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
     SELECT ${tenant}, printf('ctc_%026d', i), 'Persona ' || i, iif(i % 4 = 0, '["client"]', '["lead"]'), '', ${now}, ${now} FROM n`,
  );
  changeD1(
    stage.stateDir,
    `${numbers} INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, needs_person, last_message_at, last_text,
       last_channel, last_direction, last_sender, last_status, attention, place, assignee_id, label_ids, version, created_at)
     SELECT ${tenant}, printf('cnv_%026d', i), '${agentId}', printf('ctc_%026d', i), 1, 1, iif(i % 50 = 0, 'asked', NULL),
       ${now} - i * 1000, 'Ciao', 'whatsapp', 'inbound', 'client', 'received', i % 50 = 0,
       CASE i % 7 WHEN 3 THEN 'closed' WHEN 5 THEN 'snoozed' ELSE 'open' END, iif(i % 5 = 0, '${ownerId}', NULL),
       iif(i % 3 = 0, '["${labelId}"]', '[]'), 1, ${now} FROM n`,
  );
  changeD1(
    stage.stateDir,
    `${numbers} INSERT INTO conversation_labels (tenant_id, conversation_id, label_id)
     SELECT ${tenant}, printf('cnv_%026d', i), '${labelId}' FROM n WHERE i % 3 = 0`,
  );
}
