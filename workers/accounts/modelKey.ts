import { audit } from "../platform/audit.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { SecretPlace } from "../platform/secrets.ts";
import type { AccountDeps } from "./deps.ts";

type Deps = Pick<AccountDeps, "chance" | "accounts" | "secrets">;

/** Where a tenant's own model key lives; who uses the key opens it with this. */
export const placeOfModelKey = (tenantId: string): SecretPlace => ({
  tenant: tenantId,
  table: "tenants",
  column: "model_key_sealed",
  id: tenantId,
});

/** Seals the tenant's own model key. It is never read back, only used: for the tenant's clients. */
export const setModelKey = async (deps: Deps, caller: ConsoleCaller, apiKey: string): Promise<void> => {
  const modelKeySealed = await deps.secrets.seal(placeOfModelKey(caller.tenantId), apiKey);
  await write(deps, caller, modelKeySealed, "settings.set_model_key");
};

/** Forgets the tenant's model key; the platform's pool answers from then on. */
export const forgetModelKey = (deps: Deps, caller: ConsoleCaller): Promise<void> =>
  write(deps, caller, null, "settings.forget_model_key");

const write = async (deps: Deps, caller: ConsoleCaller, modelKeySealed: string | null, action: string): Promise<void> => {
  await caller.db.batch([
    deps.accounts.updateTenant(caller.tenantId, { modelKeySealed, modelKeyRefusedAt: null, modelKeyCheckedAt: null }),
    audit(caller.db, deps.chance, { actor: caller.userId, action, subject: caller.tenantId }),
  ]);
};
