import { and, eq, isNull, ne, or } from "drizzle-orm";
import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** Keeps the language that somebody writes in; what a person has set stays (2-whatsapp-roadmap, languages). */
export const keepFoundLanguage = (db: TenantDb, contactId: string, language: CustomerLanguage): Statement =>
  db.update(
    contacts,
    { language, languageSource: "found" },
    and(eq(contacts.id, contactId), or(isNull(contacts.languageSource), ne(contacts.languageSource, "set"))),
  );
