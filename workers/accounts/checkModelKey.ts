import type { ModelKeyCheck } from "../../schema/contract/settings.ts";
import { audit } from "../platform/audit.ts";
import type { Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { placeOfModelKey } from "./modelKey.ts";

const hour = 60 * 60 * 1_000;

/** A check is a call that somebody pays for. */
const mostAnHour = 20;

/**
 * Asks the provider whether it takes the key that answers the tenant's clients: its own, or else the installation's. What comes of the
 * tenant's own is kept, as after any call with it.
 *
 * @returns `too_many_requests`
 */
export const checkModelKey = async (deps: AccountDeps, caller: ConsoleCaller): Promise<ModelKeyCheck | Refusal> => {
  const { tenantId, db } = caller;
  const rule = { key: `console:model_key_check:${tenantId}`, limit: mostAnHour, windowMs: hour };
  const tooMany = await deps.limits.take([rule], deps.chance.now());
  if (tooMany) return tooMany;
  const sealed = (await deps.directory.tenant(tenantId))?.modelKeySealed ?? null;
  if (sealed === null) {
    const found = await deps.modelTrial.pool(tenantId);
    const at = new Date(deps.chance.now()).toISOString();
    return found === "none" ? { owner: "none", outcome: "refused", at } : { owner: "pool", outcome: found, at };
  }
  const { outcome, use, tokens } = await deps.modelTrial.own(await deps.secrets.open(placeOfModelKey(tenantId), sealed));
  await deps.keyUsage.noteTenant(tenantId, sealed, use, tokens);
  const now = deps.chance.now();
  await db.batch([
    ...(outcome === "works" ? [deps.accounts.noteKeyChecked(tenantId, sealed, now)] : []),
    audit(db, deps.chance, { actor: caller.userId, action: "settings.check_model_key", subject: tenantId, detail: { outcome } }),
  ]);
  return { owner: "tenant", outcome, at: new Date(now).toISOString() };
};
