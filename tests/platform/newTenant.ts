import { Accounts } from "../../workers/platform/accounts.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

/** A tenant of its own for one test; its id. */
export const newTenant = async (d1: D1Database, name = "Palestra Aurora"): Promise<string> => {
  const id = systemChance.id("tenant");
  const row = {
    id,
    name,
    language: "it" as const,
    timeZone: "Europe/Rome",
    consultantPhones: [],
    receptionPhones: [],
    modelKeySealed: null,
  };
  await new TenantDb(d1, id).batch([new Accounts(d1).insertTenant({ ...row, createdAt: Date.now() })]);
  return id;
};
