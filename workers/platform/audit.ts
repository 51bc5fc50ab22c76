import { sql } from "drizzle-orm";
import { auditEntries } from "../../schema/tables/platform.ts";
import type { Chance } from "./clock.ts";
import type { Statement, TenantDb } from "./tenantDb.ts";

/** Who did what to which row. `actor` is a user's id, `customer:<contact>`, or `system`. Never put secrets or texts in `detail`. */
export interface AuditFact {
  actor: string;
  action: string;
  subject: string;
  detail?: Record<string, unknown>;
}

/** The audit row of a privileged action, to be written in the same batch as the action itself. */
export const audit = (db: TenantDb, chance: Chance, fact: AuditFact): Statement =>
  db.insert(auditEntries, {
    id: chance.id("audit"),
    actor: fact.actor,
    action: fact.action,
    subject: fact.subject,
    detail: fact.detail ?? {},
    at: chance.now(),
  });

/** The audit row of the statement just before it in the batch, written only if that statement changed something. */
export const auditChange = (db: TenantDb, chance: Chance, { actor, action, subject, detail = {} }: AuditFact): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      insert into audit_entries (tenant_id, id, actor, action, subject, detail, at)
      select ${tenantId}, ${chance.id("audit")}, ${actor}, ${action}, ${subject}, ${JSON.stringify(detail)}, ${chance.now()}
      where changes() > 0`,
  );
