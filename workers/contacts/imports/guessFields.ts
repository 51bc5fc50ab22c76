import type { ImportField } from "../../../schema/contract/contactImports.ts";
import type { Table } from "./readTable.ts";

/** What columns are called in lists that people keep, in Italian and English; the first that fits names a column. */
const headings: [ImportField, RegExp][] = [
  ["email", /e-?mail|posta/],
  ["phone", /tel|cell|phone|mobil|whatsapp|numero/],
  ["lastName", /cognome|surname|last ?name|family/],
  ["firstName", /^nome di battesimo|first ?name|given/],
  ["level", /livell|level|abbonamento|tier/],
  ["role", /ruolo|role|tipo|stato|status/],
  ["goal", /obiettiv|goal|scopo/],
  ["note", /note?s?$|annotazion|comment/],
  ["name", /nome|nominativ|name|cliente|contatto|ragione/],
];

const sampled = 20;
const looksLikeEmail = (cell: string): boolean => /^\S+@\S+\.\S+$/.test(cell);
const looksLikePhone = (cell: string): boolean => /^[+(]?[\d\s().\-/]{7,20}$/.test(cell);

/**
 * Which field each column is: by its heading, or else by what stands below it. No field is given twice; `Nome` beside `Cognome` is the
 * first name.
 */
export const guessFields = ({ headings: named, rows }: Table): (ImportField | null)[] => {
  const taken = new Set<ImportField>();
  const take = (field: ImportField | undefined): ImportField | null => {
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  const fields = named.map((heading) => take(headings.find(([, pattern]) => pattern.test(heading.toLowerCase()))?.[0]));
  const cellsOf = (column: number) => rows.slice(0, sampled).flatMap(({ cells }) => (cells[column] ? [cells[column]] : []));
  const whole = fields.map((field, column) => {
    const cells = cellsOf(column);
    if (field || cells.length === 0) return field;
    if (cells.every(looksLikeEmail)) return take("email");
    return cells.every(looksLikePhone) ? take("phone") : null;
  });
  return whole.map((field) => (field === "name" && taken.has("lastName") && !taken.has("firstName") ? "firstName" : field));
};
