import type { z } from "zod";
import type { Settings, settingsPatchSchema } from "../../schema/contract/settings.ts";
import { audit } from "../platform/audit.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";

type Deps = Pick<AccountDeps, "chance" | "directory" | "accounts">;

/** What the console may know of the tenant's row: that a model key is set, never the key. */
const settingsOf = (tenant: TenantRow): Settings => ({
  name: tenant.name,
  language: tenant.language,
  timeZone: tenant.timeZone,
  consultantPhones: tenant.consultantPhones,
  receptionPhones: tenant.receptionPhones,
  alertEmail: tenant.alertEmail,
  removeProviderMedia: tenant.removeProviderMedia,
  hasModelKey: tenant.modelKeySealed !== null,
});

export const readSettings = async ({ directory }: Pick<Deps, "directory">, tenantId: string): Promise<Settings> => {
  const tenant = await directory.tenant(tenantId);
  if (!tenant) throw new Error(`Tenant ${tenantId} has a session but no row`);
  return settingsOf(tenant);
};

/** Changes the fields that are given; the next turn of every conversation reads them. */
export const changeSettings = async (
  deps: Deps,
  caller: ConsoleCaller,
  patch: z.output<typeof settingsPatchSchema>,
): Promise<Settings> => {
  const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  for (const list of ["consultantPhones", "receptionPhones"] as const) if (patch[list]) changed[list] = [...new Set(patch[list])];
  if (Object.keys(changed).length > 0)
    await caller.db.batch([
      deps.accounts.updateTenant(caller.tenantId, changed),
      audit(caller.db, deps.chance, {
        actor: caller.userId,
        action: "settings.change",
        subject: caller.tenantId,
        detail: { fields: Object.keys(changed) },
      }),
    ]);
  return readSettings(deps, caller.tenantId);
};
