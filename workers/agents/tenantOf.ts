import type { TenantRow } from "../platform/directory.ts";
import type { AgentDeps } from "./deps.ts";

/** The tenant of a session exists: the session's row refers to it. */
export const tenantOf = async (deps: Pick<AgentDeps, "tenant">, tenantId: string): Promise<TenantRow> => {
  const tenant = await deps.tenant(tenantId);
  if (!tenant) throw new Error(`Tenant ${tenantId} has a session but no row`);
  return tenant;
};
