import { wordsOf } from "../platform/causes.ts";
import { countTenant } from "./countTenant.ts";
import type { CountDeps } from "./deps.ts";

const pageSize = 50;

/** Counts every tenant's open days, one after the other; one that fails is logged and keeps no other from its turn. */
export const countAll = async (deps: CountDeps): Promise<void> => {
  for (let last: string | null = null; ;) {
    const page: Awaited<ReturnType<CountDeps["directory"]["tenantsAfter"]>> = await deps.directory.tenantsAfter(last, pageSize);
    for (const tenant of page) {
      try {
        await countTenant(deps.db(tenant.id), tenant, deps.chance.now());
      } catch (error) {
        deps.log({ event: "tenant_not_counted", tenant: tenant.id, error: wordsOf(error) });
      }
    }
    last = page.at(-1)?.id ?? null;
    if (page.length < pageSize) return;
  }
};
