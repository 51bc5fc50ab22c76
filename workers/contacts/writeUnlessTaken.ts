import { and, eq, ne } from "drizzle-orm";
import { contactIdentities } from "../../schema/tables/contacts.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { isIdentityTaken } from "./constraint.ts";

/** What the console may type in on a contact. */
export interface TypedIdentities {
  phone?: string | null | undefined;
  email?: string | null | undefined;
}

const isTaken = async (db: TenantDb, kind: "phone" | "email", value: string | null | undefined, contactId: string) =>
  value
    ? (await db.first(
        contactIdentities,
        and(eq(contactIdentities.kind, kind), eq(contactIdentities.value, value), ne(contactIdentities.contactId, contactId)),
      )) !== null
    : false;

/** Whether a phone or e-mail is already another contact's; unique within a tenant, never across tenants. */
const takenIdentity = async (db: TenantDb, typed: TypedIdentities, contactId: string): Promise<Refusal | null> => {
  if (await isTaken(db, "phone", typed.phone, contactId)) return refuse("phone_taken");
  if (await isTaken(db, "email", typed.email, contactId)) return refuse("email_taken");
  return null;
};

/** Writes, unless a phone or e-mail is already another contact's: the index decides, so that two at once cannot both have it. */
export const writeUnlessTaken = async (
  db: TenantDb,
  typed: TypedIdentities,
  contactId: string,
  statements: Statement[],
): Promise<Refusal | null> => {
  try {
    await db.batch(statements);
    return null;
  } catch (error) {
    if (!isIdentityTaken(error)) throw error;
    return (await takenIdentity(db, typed, contactId)) ?? refuse("conflict");
  }
};
