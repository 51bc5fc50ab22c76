import { and, asc, desc, eq, gt, lt } from "drizzle-orm";
import type { z } from "zod";
import type { ContactImport, ImportReason, ImportRow, importRowsQuerySchema } from "../../../schema/contract/contactImports.ts";
import { contactImportRows, contactImports } from "../../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../../platform/cursor.ts";
import { refuse, type Refusal } from "../../platform/refusal.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import { importOnWire } from "./importOnWire.ts";

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const getImport = async (db: TenantDb, id: string): Promise<ContactImport | Refusal> => {
  const row = await db.first(contactImports, eq(contactImports.id, id));
  return row ? importOnWire(row) : refuse("not_found");
};

/** Newest first. */
export const listImports = async (
  db: TenantDb,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ContactImport>> => {
  const after = decodeCursor(cursor, 1)?.[0];
  const rows = await db.all(contactImports, {
    where: after === undefined ? undefined : lt(contactImports.id, String(after)),
    orderBy: [desc(contactImports.id)],
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(importOnWire), nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
};

/** In the file's order. */
export const listImportRows = async (
  db: TenantDb,
  id: string,
  { outcome, cursor, limit }: z.output<typeof importRowsQuerySchema>,
): Promise<Page<ImportRow> | Refusal> => {
  if (!(await db.first(contactImports, eq(contactImports.id, id)))) return refuse("not_found");
  const after = decodeCursor(cursor, 1)?.[0];
  const rows = await db.all(contactImportRows, {
    where: and(
      eq(contactImportRows.importId, id),
      after === undefined ? undefined : gt(contactImportRows.line, Number(after)),
      outcome === undefined ? undefined : eq(contactImportRows.outcome, outcome),
    ),
    orderBy: [asc(contactImportRows.line)],
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      line: row.line,
      fields: row.fields,
      outcome: row.outcome,
      reason: row.reason as ImportReason | null,
      contactId: row.outcome === "created" || row.outcome === "updated" ? row.contactId : null,
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.line]) : null,
  };
};
