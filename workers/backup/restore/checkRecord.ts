import type { ProblemKey } from "../../../schema/contract/problems.ts";
import type { RestorePlace } from "../../../schema/tables/platform.ts";
import type { TableRows } from "../../platform/archive/objectRows.ts";
import type { Restores } from "../../platform/restores.ts";
import type { BackupRecord } from "../format/records.ts";
import { backedTables, columnsOf, nameOf, schemaOf } from "../tables.ts";

/** Why a backup is not restored here. */
export interface Hindrance {
  key: ProblemKey;
  detail: string | null;
}

type Deps = { restores: Restores; takeNumbers: boolean };

/** What of a record this installation has no room for; null when nothing is in its way. Nothing is written. */
export const hindranceOf = async (deps: Deps, record: BackupRecord, index: number): Promise<Hindrance | null> => {
  if ((record.is === "tenant") !== (index === 0)) return { key: "backup_damaged", detail: null };
  if (record.is === "tenant") {
    if (record.schema !== schemaOf()) return { key: "backup_of_other_version", detail: null };
    return (await deps.restores.hasTenant(record.fields.id)) ? { key: "tenant_taken", detail: record.fields.name } : null;
  }
  return record.is === "rows" ? hindranceOfRows(deps, record) : null;
};

const hindranceOfRows = async ({ restores, takeNumbers }: Deps, rows: TableRows): Promise<Hindrance | null> => {
  const said = (key: ProblemKey, names: string[]): Hindrance | null =>
    names.length > 0 ? { key, detail: names.join(", ") } : null;
  const all = (column: string) => rows.rows.map((row) => String(row[rows.columns.indexOf(column)]));
  switch (rows.table) {
    case "users":
      return said("email_taken", await restores.takenEmails(usersIn(rows)));
    case "agents":
      return said("slug_taken", await restores.takenNames("slug", all("slug")));
    case "agent_shares":
      return said("slug_taken", await restores.takenNames("code", all("code")));
    case "whatsapp_lines": {
      const [accounts, numbers] = [all("account_sid"), all("number")];
      const lines = numbers.map((number, at) => ({ number, accountSid: accounts[at] ?? "" }));
      return takeNumbers ? said("number_taken", await restores.takenNumbers(lines)) : null;
    }
    default:
      return fits(rows) ? null : { key: "backup_damaged", detail: rows.table };
  }
};

const fits = ({ table, columns }: TableRows): boolean => {
  const backed = backedTables.find((one) => nameOf(one) === table);
  return backed !== undefined && columnsOf(backed).join() === columns.join();
};

const usersIn = ({ columns, rows }: TableRows): { id: string; email: string }[] =>
  rows.map((row) => ({ id: String(row[columns.indexOf("id")]), email: String(row[columns.indexOf("email")]) }));

/** What is remembered of a record for the whole of the restore. */
export const remembered = (place: RestorePlace, record: BackupRecord): RestorePlace => {
  if (record.is === "tenant") return { ...place, since: record.since };
  if (record.is !== "rows" || record.table !== "users") return place;
  return { ...place, userIds: [...place.userIds, ...usersIn(record).map(({ id }) => id)] };
};
