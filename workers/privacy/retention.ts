import { sql } from "drizzle-orm";
import type { ErasureScope } from "../../schema/contract/erasures.ts";
import { erasures } from "../../schema/tables/privacy.ts";
import { closureOf } from "../contacts/closureOf.ts";
import { nothingErased } from "../contacts/eraseContact.ts";
import type { Accounts } from "../platform/accounts.ts";
import { wordsOf } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import type { Directory, TenantRow } from "../platform/directory.ts";
import { prepareJob, type JobHints } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { dueScope, type QuietContact } from "./dueScope.ts";
import { firstStep } from "./steps.ts";

export interface RetentionDeps {
  chance: Chance;
  directory: Pick<Directory, "tenantsWithRetention">;
  accounts: Pick<Accounts, "noteRetention">;
  db(tenantId: string): TenantDb;
  hints: JobHints;
  log(entry: Record<string, unknown>): void;
}

const tenantsAtOnce = 50;
/** Contacts that are looked at, and erasures that are begun, for a tenant in one run. */
const contactsAtOnce = 500;
const erasuresAtOnce = 50;
const roundMs = 24 * 60 * 60_000;

interface QuietRow extends Record<string, unknown> {
  contactId: string;
  lastAt: number;
  hasFiles: number;
}

/** The next contacts after this one, by their ids, with when anything was last said in their threads. Index `conversations_contact`. */
const readQuiet = async (db: TenantDb, after: string): Promise<QuietContact[]> => {
  const rows = await db.raw<QuietRow>(
    (tenantId) => sql`
      SELECT c.contact_id AS contactId, max(c.last_message_at) AS lastAt,
        max(EXISTS (SELECT 1 FROM media AS f WHERE f.tenant_id = ${tenantId} AND f.conversation_id = c.id AND f.file_id IS NOT NULL)) AS hasFiles
      FROM conversations AS c JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = c.contact_id
      WHERE c.tenant_id = ${tenantId} AND c.contact_id > ${after} AND k.merged_into IS NULL AND k.deleted_at IS NULL
      GROUP BY c.contact_id ORDER BY c.contact_id LIMIT ${contactsAtOnce}`,
  );
  return rows.map(({ hasFiles, ...row }) => ({ ...row, hasFiles: hasFiles === 1 }));
};

interface Due {
  contactId: string;
  scope: ErasureScope;
  quietSince: number;
}

/** The same row and job as when somebody asks; one that is open for the contact already is left to it. */
const begin = async (
  { chance }: RetentionDeps,
  db: TenantDb,
  { contactId, scope, quietSince }: Due,
): Promise<{ statements: Statement[]; hint: JobHint }> => {
  const id = chance.id("erasure");
  const job = prepareJob(db, chance, { kind: "erase", uniqueKey: `erase:${id}`, payload: { erasureId: id } });
  const row = {
    id,
    contactId,
    contactIds: await closureOf(db, contactId),
    conversationIds: [],
    scope,
    cause: "retention" as const,
    quietSince,
    step: firstStep(scope),
    counts: nothingErased,
    startedBy: "system",
    startedAt: chance.now(),
  };
  return { statements: [db.insert(erasures, row, { do: "nothing" }), job.statement], hint: job.hint };
};

/** A piece of the tenant's round. How far it has come is written with what it began: killed in between, it begins nothing twice. */
const takeTurn = async (deps: RetentionDeps, tenant: TenantRow): Promise<void> => {
  const now = deps.chance.now();
  const isNew = tenant.retentionAfter === null;
  if (isNew && now - (tenant.retentionAt ?? 0) < roundMs) return;
  const db = deps.db(tenant.id);
  const startedAt = isNew ? now : (tenant.retentionAt ?? now);
  const quiet = await readQuiet(db, tenant.retentionAfter ?? "");
  const due: Due[] = [];
  let last: string | null = null;
  for (const contact of quiet) {
    if (due.length === erasuresAtOnce) break;
    last = contact.contactId;
    const found = dueScope(tenant, contact, now);
    if (found) due.push({ contactId: contact.contactId, ...found });
  }
  const isOver = last === null || (quiet.length < contactsAtOnce && last === quiet.at(-1)?.contactId);
  const orders = [];
  for (const one of due) orders.push(await begin(deps, db, one));
  await db.batch([
    ...orders.flatMap(({ statements }) => statements),
    deps.accounts.noteRetention(tenant.id, { after: isOver ? null : last, at: startedAt }),
  ]);
  await deps.hints.send(orders.map(({ hint }) => hint));
};

/** Begins, for every tenant that keeps things for a time only, what is over: once a day for each contact, a bounded piece in a run. */
export const runRetention = async (deps: RetentionDeps): Promise<void> => {
  for (let last: string | null = null; ;) {
    const tenants: TenantRow[] = await deps.directory.tenantsWithRetention(last, tenantsAtOnce);
    for (const tenant of tenants)
      await takeTurn(deps, tenant).catch((error: unknown) =>
        deps.log({ event: "retention_failed", tenant: tenant.id, error: wordsOf(error) }),
      );
    last = tenants.at(-1)?.id ?? null;
    if (tenants.length < tenantsAtOnce) return;
  }
};
