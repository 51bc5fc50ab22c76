import { and, eq } from "drizzle-orm";
import { contactIdentities, type IdentityRow } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The identity row of an e-mail in this tenant, whoever's it is. */
export const findEmail = (db: TenantDb, email: string): Promise<IdentityRow | null> =>
  db.first(contactIdentities, and(eq(contactIdentities.kind, "email"), eq(contactIdentities.value, email)));
