import { sql, type SQL } from "drizzle-orm";
import type { MergeRow } from "../../schema/tables/contacts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** How far somebody has come as a lead, as JSON: null when they are none. For the row of a merge, which may be taken back. */
export const leadNow = (tenantId: string, contactId: string): SQL => sql`(
  SELECT json_object('agentId', agent_id, 'newAt', new_at, 'repliedAt', replied_at, 'engagedAt', engaged_at,
    'qualifiedAt', qualified_at, 'convertedAt', converted_at)
  FROM funnel WHERE tenant_id = ${tenantId} AND contact_id = ${contactId})`;

/**
 * The dates that a merge brought to the winner go with the loser again, whose own row was left as it was. What the winner has
 * reached since stays. Without a note of how it was, of a merge of an earlier day, nothing is done.
 */
export const leadRestored = (db: TenantDb, { winnerId, loserId, moved: { lead } }: MergeRow): Statement[] => {
  if (lead === undefined) return [];
  if (lead === null)
    return [
      db.rawStatement(
        (tenantId) => sql`DELETE FROM funnel WHERE tenant_id = ${tenantId} AND contact_id = ${winnerId}
          AND new_at = (SELECT l.new_at FROM funnel AS l WHERE l.tenant_id = ${tenantId} AND l.contact_id = ${loserId})`,
      ),
    ];
  return [
    db.rawStatement(
      (tenantId) => sql`UPDATE funnel SET
          agent_id = iif(funnel.new_at = l.new_at, ${lead.agentId}, funnel.agent_id),
          new_at = iif(funnel.new_at = l.new_at, ${lead.newAt}, funnel.new_at),
          replied_at = iif(funnel.replied_at IS l.replied_at, ${lead.repliedAt}, funnel.replied_at),
          engaged_at = iif(funnel.engaged_at IS l.engaged_at, ${lead.engagedAt}, funnel.engaged_at),
          qualified_at = iif(funnel.qualified_at IS l.qualified_at, ${lead.qualifiedAt}, funnel.qualified_at),
          converted_at = iif(funnel.converted_at IS l.converted_at, ${lead.convertedAt}, funnel.converted_at)
        FROM funnel AS l WHERE funnel.tenant_id = ${tenantId} AND funnel.contact_id = ${winnerId}
          AND l.tenant_id = ${tenantId} AND l.contact_id = ${loserId}`,
    ),
  ];
};
