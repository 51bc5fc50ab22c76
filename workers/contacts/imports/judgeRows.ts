import { sql } from "drizzle-orm";
import type { ImportField, ImportReason } from "../../../schema/contract/contactImports.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import { fieldsOf, readPerson, type RowFields, type RowPerson } from "./readPerson.ts";
import type { Table } from "./readTable.ts";

export type KnownPeople = "fill" | "skip";

export type Judged = { line: number; fields: RowFields } & (
  | { verdict: "create"; person: RowPerson; reason: null }
  | { verdict: "update"; person: RowPerson; contactId: string; reason: null }
  | { verdict: "skip"; reason: ImportReason }
);

/** Which contact has a phone or an e-mail already, by `phone:<value>` and `email:<value>`. */
export type Owners = ReadonlyMap<string, string>;

const valuesPerQuery = 1_000;

/** Looks all of them up by the index of (kind, value). */
export const readOwners = async (db: TenantDb, people: readonly Pick<RowPerson, "phone" | "email">[]): Promise<Owners> => {
  const owners = new Map<string, string>();
  for (const kind of ["phone", "email"] as const) {
    const values = [...new Set(people.flatMap((person) => person[kind] ?? []))];
    for (let at = 0; at < values.length; at += valuesPerQuery) {
      const rows = await db.raw<{ value: string; contactId: string }>(
        (tenantId) => sql`
          SELECT i.value, i.contact_id AS contactId FROM json_each(${JSON.stringify(values.slice(at, at + valuesPerQuery))}) AS wanted
          CROSS JOIN contact_identities AS i INDEXED BY contact_identities_value
          WHERE i.tenant_id = ${tenantId} AND i.kind = ${kind} AND i.value = wanted.value`,
      );
      for (const { value, contactId } of rows) owners.set(`${kind}:${value}`, contactId);
    }
  }
  return owners;
};

/** What becomes of one person: a phone and an e-mail that are two other people's can't become one. */
export const judge = (
  person: RowPerson,
  owners: Owners,
  known: KnownPeople,
): { verdict: "create" } | { verdict: "update"; contactId: string } | { verdict: "skip"; reason: ImportReason } => {
  const found = [owners.get(`phone:${person.phone}`), owners.get(`email:${person.email}`)].filter((id) => id !== undefined);
  const [contactId, other] = [...new Set(found)];
  if (contactId === undefined) return { verdict: "create" };
  if (other !== undefined) return { verdict: "skip", reason: "two_people" };
  return known === "skip" ? { verdict: "skip", reason: "known" } : { verdict: "update", contactId };
};

/** Every row's fate, as things are now. A phone or e-mail counts in the first row it stands in. */
export const judgeRows = async (
  db: TenantDb,
  table: Table,
  mapping: readonly (ImportField | null)[],
  known: KnownPeople,
): Promise<Judged[]> => {
  const read = table.rows.map(({ line, cells }) => {
    const fields = fieldsOf(cells, mapping);
    return { line, fields, person: readPerson(fields) };
  });
  const owners = await readOwners(
    db,
    read.flatMap(({ person }) => ("reason" in person ? [] : [person])),
  );
  const seen = new Set<string>();
  return read.map(({ line, fields, person }): Judged => {
    if ("reason" in person) return { line, fields, verdict: "skip", reason: person.reason };
    const keys = [person.phone && `phone:${person.phone}`, person.email && `email:${person.email}`].filter((key) => key !== null);
    if (keys.some((key) => seen.has(key))) return { line, fields, verdict: "skip", reason: "twice_in_file" };
    for (const key of keys) seen.add(key);
    const fate = judge(person, owners, known);
    return fate.verdict === "skip" ? { line, fields, ...fate } : { line, fields, person, reason: null, ...fate };
  });
};
