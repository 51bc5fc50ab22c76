import type { z } from "zod";
import type { Settings, settingsPatchSchema } from "../../schema/contract/settings.ts";
import { auditChange } from "../platform/audit.ts";
import type { TenantRow } from "../platform/directory.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
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
  keepMessagesDays: tenant.keepMessagesDays,
  keepFilesDays: tenant.keepFilesDays,
  officeHours: tenant.officeHours,
  awayText: tenant.awayText,
  hasModelKey: tenant.modelKeySealed !== null,
  modelKeyCheckedAt: tenant.modelKeyCheckedAt === null ? null : new Date(tenant.modelKeyCheckedAt).toISOString(),
  isModelKeyRefused: tenant.modelKeySealed !== null && tenant.modelKeyRefusedAt !== null,
  version: tenant.settingsVersion,
});

export const readSettings = async ({ directory }: Pick<Deps, "directory">, tenantId: string): Promise<Settings> => {
  const tenant = await directory.tenant(tenantId);
  if (!tenant) throw new Error(`Tenant ${tenantId} has a session but no row`);
  return settingsOf(tenant);
};

/** What is given, each list without its doubles, each day's hours in their order. */
const fieldsOf = ({ version: _version, ...patch }: z.output<typeof settingsPatchSchema>) => {
  const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  for (const list of ["consultantPhones", "receptionPhones"] as const) if (patch[list]) changed[list] = [...new Set(patch[list])];
  if (patch.officeHours) changed["officeHours"] = patch.officeHours.map((day) => day.toSorted((a, b) => a.from - b.from));
  return changed;
};

/**
 * Changes the fields that are given; the next turn of every conversation reads them.
 *
 * @returns `conflict` when the settings are no longer at the version that was given; without one, the last word counts
 */
export const changeSettings = async (
  deps: Deps,
  { tenantId, userId, db }: ConsoleCaller,
  patch: z.output<typeof settingsPatchSchema>,
): Promise<Settings | Refusal> => {
  const changed = fieldsOf(patch);
  const fields = Object.keys(changed);
  if (fields.length > 0) {
    const [isChanged] = await db.batch([
      deps.accounts.changeSettings(tenantId, changed, patch.version),
      auditChange(db, deps.chance, { actor: userId, action: "settings.change", subject: tenantId, detail: { fields } }),
    ]);
    if (!isChanged) return refuse("conflict");
  }
  return readSettings(deps, tenantId);
};
