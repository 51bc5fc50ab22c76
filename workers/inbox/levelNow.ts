import type { Level } from "../../schema/contract/enums.ts";
import { writerOf } from "../agents/writer.ts";
import { readPerson } from "../contacts/readPerson.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";

/**
 * The level that a contact holds now. What a colleague writes to them is stored at it: the thread itself knows only what they held
 * when they last wrote, and a Gold answer kept as a Bronze one would come back to whoever is Bronze later (invariant I14).
 */
export const levelNow = async (deps: Pick<InboxDeps, "tenant">, db: TenantDb, contactId: string): Promise<Level> => {
  const [tenant, person] = await Promise.all([deps.tenant(db.tenantId), readPerson(db, contactId)]);
  return tenant && person ? writerOf(tenant, person).level : 1;
};
