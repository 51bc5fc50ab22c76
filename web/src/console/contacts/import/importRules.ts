import type { ImportField, ImportReason, ImportRow } from "../../../../../schema/contract/contactImports.ts";

/** In the order in which they are offered. */
export const importFields = [
  "name",
  "firstName",
  "lastName",
  "phone",
  "email",
  "role",
  "level",
  "goal",
  "note",
] as const satisfies readonly ImportField[];

export const outcomes = ["created", "updated", "skipped"] as const satisfies readonly ImportRow["outcome"][];
export type Outcome = (typeof outcomes)[number];

/** The API's bound (`maxImportBytes`), so that a file beyond it isn't even sent. */
export const maxTextLength = 2 * 1024 * 1024;

type Fields = ImportRow["fields"];

/** A column is given a field; the column that had it before has none then, since no field is read twice. */
export const mapped = (
  mapping: readonly (ImportField | null)[],
  column: number,
  field: ImportField | null,
): (ImportField | null)[] => mapping.map((known, at) => (at === column ? field : known === field ? null : known));

/** Who a row is about, and what else stands in it. */
export const summaryOf = (fields: Fields): { name: string; rest: string[] } => {
  const name = fields.name ?? [fields.firstName, fields.lastName].filter(Boolean).join(" ");
  const rest = importFields.slice(3).flatMap((field) => fields[field] || []);
  return name ? { name, rest } : { name: rest[0] ?? "", rest: rest.slice(1) };
};

/** The rows that were left out, to be corrected and imported again: their own fields, and why. */
export const leftOutTable = (
  rows: readonly Pick<ImportRow, "fields" | "reason">[],
  words: { fields: Record<ImportField, string>; reasons: Record<ImportReason, string>; reasonHeading: string },
): string[][] => {
  const used = importFields.filter((field) => rows.some((row) => row.fields[field]));
  return [
    [...used.map((field) => words.fields[field]), words.reasonHeading],
    ...rows.map(({ fields, reason }) => [...used.map((field) => fields[field] ?? ""), reason ? words.reasons[reason] : ""]),
  ];
};
