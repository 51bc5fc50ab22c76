import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { ContactImport, importCreateSchema } from "../../../schema/contract/contactImports.ts";
import { contactImports } from "../../../schema/tables/contacts.ts";
import { audit } from "../../platform/audit.ts";
import type { Chance } from "../../platform/clock.ts";
import { jsonParts } from "../../platform/jsonParts.ts";
import type { JobHints } from "../../platform/jobs.ts";
import { isRefusal, type Refusal } from "../../platform/refusal.ts";
import type { Statement, TenantDb } from "../../platform/tenantDb.ts";
import { importJob } from "./importJob.ts";
import { importOnWire } from "./importOnWire.ts";
import { judgeRows } from "./judgeRows.ts";
import { readTable } from "./readTable.ts";

/**
 * Takes a list in: its rows are stored as they were read, with those that nobody can be made of marked, and a job makes people of the
 * rest. Each row has its contact's id from the start, so that making it twice makes one.
 */
export const startImport = async (
  { chance, hints }: { chance: Chance; hints: JobHints },
  db: TenantDb,
  actor: string,
  { text, mapping, known, fileName }: z.output<typeof importCreateSchema>,
): Promise<ContactImport | Refusal> => {
  const table = readTable(text);
  if (isRefusal(table)) return table;
  const judged = await judgeRows(db, table, mapping, known);
  const id = chance.id("contactImport");
  const rows = judged.map(({ line, fields, verdict, reason }) => ({
    line,
    fields,
    outcome: verdict === "skip" && reason !== "known" && reason !== "two_people" ? "skipped" : "due",
    reason: verdict === "skip" ? reason : null,
    contactId: chance.id("contact"),
  }));
  const skipped = rows.filter(({ outcome }) => outcome === "skipped").length;
  const row = {
    id,
    fileName,
    state: skipped === rows.length ? ("done" as const) : ("due" as const),
    total: rows.length,
    done: skipped,
    created: 0,
    updated: 0,
    skipped,
    startedBy: actor,
    createdAt: chance.now(),
    finishedAt: skipped === rows.length ? chance.now() : null,
  };
  const job = importJob(db, chance, { importId: id, known, after: 0 });
  await db.batch([
    db.insert(contactImports, row),
    ...jsonParts(rows).map((part) => storeRows(db, id, part)),
    job.statement,
    audit(db, chance, { actor, action: "contacts.imported", subject: id, detail: { rows: rows.length } }),
  ]);
  await hints.send([job.hint]);
  return importOnWire({ ...row, tenantId: db.tenantId });
};

const storeRows = (db: TenantDb, id: string, rows: string): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO contact_import_rows (tenant_id, import_id, line, fields, outcome, reason, contact_id)
      SELECT ${tenantId}, ${id}, r.value ->> 'line', r.value -> 'fields', r.value ->> 'outcome',
        iif(r.value ->> 'outcome' = 'skipped', r.value ->> 'reason', NULL), r.value ->> 'contactId'
      FROM json_each(${rows}) AS r`,
  );
