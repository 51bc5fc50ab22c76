import type { TableRows } from "../platform/archive/objectRows.ts";
import type { Secrets } from "../platform/secrets.ts";

/**
 * The tenant's own secrets stand open in a backup, which as a whole is sealed with the passphrase, and are sealed anew by the installation
 * that restores it: a file is good in any, and none learns another's master key. By table: the column; the rest is told by the row.
 */
const secretColumns: Readonly<Record<string, string>> = {
  whatsapp_lines: "auth_token_sealed",
};

/** A token that was renewed is believed for minutes: it stays behind, with its time. */
const columnsLeft: Readonly<Record<string, readonly string[]>> = {
  whatsapp_lines: ["former_token_sealed", "former_token_until"],
};

/** Columns with secrets in them, as far as this file sees to them. */
export const secretsSeenTo: readonly string[] = [
  ...Object.entries(secretColumns).map(([table, column]) => `${table}.${column}`),
  "whatsapp_lines.former_token_sealed",
];

type Change = (place: Parameters<Secrets["seal"]>[0], value: string) => Promise<string | null>;

const changed = async (rows: TableRows, tenantId: string, change: Change): Promise<TableRows> => {
  const column = secretColumns[rows.table];
  if (column === undefined) return rows;
  const [at, idAt] = [rows.columns.indexOf(column), rows.columns.indexOf("id")];
  const left = new Set((columnsLeft[rows.table] ?? []).map((name) => rows.columns.indexOf(name)));
  const next = rows.rows.map(async (row) => {
    const value = row[at];
    const place = { tenant: tenantId, table: rows.table, column, id: String(row[idAt]) };
    const secret = typeof value === "string" ? await change(place, value) : null;
    return row.map((cell, index) => (index === at ? secret : left.has(index) ? null : cell));
  });
  return { ...rows, rows: await Promise.all(next) };
};

/** Rows as they travel. A secret that doesn't open any more is lost already, and travels as null. */
export const openSecrets = (secrets: Pick<Secrets, "open">, tenantId: string, rows: TableRows): Promise<TableRows> =>
  changed(rows, tenantId, (place, sealed) => secrets.open(place, sealed).catch(() => null));

/** The same rows as this installation keeps them. */
export const sealSecrets = (secrets: Pick<Secrets, "seal">, tenantId: string, rows: TableRows): Promise<TableRows> =>
  changed(rows, tenantId, (place, secret) => secrets.seal(place, secret));
