import { and, eq, isNull } from "drizzle-orm";
import { contacts } from "../../schema/tables/contacts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** The contact has been told, with an AI message that was sent, that it is talking to an AI. The first time is the one kept. */
export const discloseAi = (db: TenantDb, contactId: string, at: number): Statement =>
  db.update(contacts, { aiDisclosedAt: at }, and(eq(contacts.id, contactId), isNull(contacts.aiDisclosedAt)));
