import { contacts } from "../../schema/tables/contacts.ts";
import type { ErasureTrail } from "../../schema/tables/privacy.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";
import { readIdentities } from "./readIdentities.ts";

const unique = (values: string[]): string[] => [...new Set(values)];

/** By what else than their ids a person may be named in what is stored. */
export const trailOf = async (db: TenantDb, contactIds: string[]): Promise<ErasureTrail> => {
  const [identities, rows] = await Promise.all([
    readIdentities(db, contactIds),
    db.all(contacts, { where: oneOf(contacts.id, contactIds) }),
  ]);
  const emails = identities.filter(({ kind }) => kind === "email");
  return {
    lines: [],
    addresses: unique(identities.filter(({ kind }) => kind === "phone" || kind === "whatsapp").map(({ value }) => value)),
    emails: unique(emails.map(({ value }) => value)),
    provenEmails: unique(emails.filter(({ verifiedAt }) => verifiedAt !== null).map(({ value }) => value)),
    claimedEmails: unique(rows.flatMap(({ claimedEmail }) => claimedEmail ?? [])),
  };
};
