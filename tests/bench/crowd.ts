import type { Agent } from "../../schema/contract/agents.ts";
import { changeD1 } from "../support/stores.ts";
import type { Stage } from "../support/stage.ts";

/**
 * Fills a tenant up with conversations that look like a business's: some clients, some unread, a few that need a person. Written
 * past the product, which would take hours.
 */
export function fillInbox(stage: Stage, { id: agentId }: Pick<Agent, "id">, from: number, to: number): void {
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
    `${numbers} INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, needs_person, unread_count,
       last_message_at, last_text, last_channel, last_direction, last_sender, last_status, attention, version, created_at)
     SELECT ${tenant}, printf('cnv_%026d', i), '${agentId}', printf('ctc_%026d', i), 1, 1, iif(i % 50 = 0, 'asked', NULL), i % 3,
       ${now} - i * 1000, 'Ciao', 'whatsapp', 'inbound', 'client', 'received', i % 50 = 0, 1, ${now} FROM n`,
  );
}
