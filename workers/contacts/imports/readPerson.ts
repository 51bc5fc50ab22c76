import type { ImportField, ImportReason } from "../../../schema/contract/contactImports.ts";
import type { ContactRole, Level } from "../../../schema/contract/enums.ts";
import { emailSchema, phoneSchema } from "../../../schema/contract/shapes.ts";
import { cleanName } from "../displayName.ts";

export type RowFields = Partial<Record<ImportField, string>>;

/** Somebody as a row tells of them. */
export interface RowPerson {
  displayName: string;
  /** Whether the name is one, and not only the phone or e-mail in its place. */
  isNamed: boolean;
  phone: string | null;
  email: string | null;
  role: ContactRole | null;
  level: Level | null;
  goal: string;
  note: string;
}

const longest = { goal: 500, note: 4_000 };

const roles: Record<string, ContactRole> = {
  client: "client",
  cliente: "client",
  lead: "lead",
  contatto: "lead",
  potenziale: "lead",
  guest: "guest",
  ospite: "guest",
  supplier: "supplier",
  fornitore: "supplier",
};

/** `4` is an old name for Gold (DESIGN section 4). */
const levels: Record<string, Level> = {
  "1": 1,
  bronze: 1,
  bronzo: 1,
  "2": 2,
  silver: 2,
  argento: 2,
  "3": 3,
  "4": 3,
  gold: 3,
  oro: 3,
};

const known = <T>(table: Record<string, T>, text: string): T | undefined =>
  Object.hasOwn(table, text) ? table[text] : undefined;

/** A row's cells by the fields their columns were said to be. */
export const fieldsOf = (cells: readonly string[], mapping: readonly (ImportField | null)[]): RowFields =>
  Object.fromEntries(
    mapping.flatMap((field, column) => {
      const cell = cells[column] ?? "";
      return field && cell !== "" ? [[field, cell.slice(0, 5_000)]] : [];
    }),
  );

/** Who a row tells of, or why nobody can be made of it. */
export const readPerson = (fields: RowFields): RowPerson | { reason: ImportReason } => {
  const phone = fields.phone ? phoneSchema.safeParse(fields.phone) : null;
  if (phone && !phone.success) return { reason: "bad_phone" };
  const email = fields.email ? emailSchema.safeParse(fields.email) : null;
  if (email && !email.success) return { reason: "bad_email" };
  const role = fields.role ? known(roles, fields.role.toLowerCase()) : null;
  if (role === undefined) return { reason: "bad_role" };
  const level = fields.level ? known(levels, fields.level.toLowerCase()) : null;
  if (level === undefined) return { reason: "bad_level" };
  const { goal = "", note = "" } = fields;
  if (goal.length > longest.goal || note.length > longest.note) return { reason: "too_long" };
  const name = cleanName(fields.name ?? [fields.firstName, fields.lastName].filter(Boolean).join(" "));
  const displayName = name || phone?.data || email?.data || "";
  if (displayName === "") return { reason: "empty" };
  return { displayName, isNamed: name !== "", phone: phone?.data ?? null, email: email?.data ?? null, role, level, goal, note };
};
