import type { HealthReport } from "../../schema/contract/health.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { HealthDeps } from "./deps.ts";

/** With whose key the tenant's clients are answered, and whether the provider takes it. */
export const readModelKey = async (
  { keyUsage, hasPool }: Pick<HealthDeps, "keyUsage" | "hasPool">,
  { id, modelKeySealed, modelKeyRefusedAt }: Pick<TenantRow, "id" | "modelKeySealed" | "modelKeyRefusedAt">,
): Promise<HealthReport["modelKey"]> => {
  if (modelKeySealed !== null) {
    const callsToday = (await keyUsage.today([id])).get(id)?.calls ?? 0;
    return { owner: "tenant", isWorking: modelKeyRefusedAt === null, callsToday };
  }
  const isThere = await hasPool();
  return { owner: isThere ? "pool" : "none", isWorking: isThere, callsToday: null };
};
