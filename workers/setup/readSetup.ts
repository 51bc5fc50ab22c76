import type { Setup } from "../../schema/contract/setup.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { auditChange } from "../platform/audit.ts";
import type { SetupDeps } from "./deps.ts";
import { readFacts } from "./readFacts.ts";
import { setupSteps } from "./steps.ts";

const readTenant = async ({ directory }: Pick<SetupDeps, "directory">, tenantId: string): Promise<TenantRow> => {
  const tenant = await directory.tenant(tenantId);
  if (!tenant) throw new Error(`Tenant ${tenantId} has a session but no row`);
  return tenant;
};

const hidden: Setup = {
  isDone: false,
  isHidden: true,
  steps: [],
  agent: null,
  line: null,
  testConversationId: null,
  modelKeyOwner: "none",
};

/**
 * How far the first hour has come. Put away, it costs one row and shows nothing, unless `all` is asked for. Once everything is done it
 * puts itself away: what breaks later is the health page's to say.
 */
export const readSetup = async (deps: SetupDeps, db: TenantDb, all: boolean): Promise<Setup> => {
  const tenant = await readTenant(deps, db.tenantId);
  if (tenant.setupHiddenAt !== null && !all) return hidden;
  const facts = await readFacts(deps, db, tenant);
  const steps = setupSteps(facts);
  const isDone = steps.every(({ state }) => state === "done");
  if (isDone && tenant.setupHiddenAt === null)
    await db.batch([deps.accounts.updateTenant(db.tenantId, { setupHiddenAt: deps.chance.now() })]);
  return {
    isDone,
    isHidden: tenant.setupHiddenAt !== null,
    steps,
    agent: facts.agent,
    line: facts.lineRow,
    testConversationId: facts.test?.conversationId ?? null,
    modelKeyOwner: facts.modelKey.owner,
  };
};

/** Puts the list away for everybody in the tenant, or brings it back. */
export const hideSetup = async (deps: SetupDeps, db: TenantDb, isHidden: boolean, actor: string): Promise<Setup> => {
  const action = isHidden ? "setup.hide" : "setup.show";
  await db.batch([
    deps.accounts.updateTenant(db.tenantId, { setupHiddenAt: isHidden ? deps.chance.now() : null }),
    auditChange(db, deps.chance, { actor, action, subject: db.tenantId }),
  ]);
  return readSetup(deps, db, true);
};
