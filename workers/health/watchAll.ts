import { wordsOf } from "../platform/causes.ts";
import type { NearQuota } from "../platform/keyQuota.ts";
import type { WatchDeps } from "./deps.ts";
import { watchTenant } from "./watch.ts";

const pageSize = 50;
const atOnce = 10;

/** Looks at every tenant that has a line, an open alert, or the installation in its care; one that fails keeps no other from its turn. */
export const watchAll = async (deps: WatchDeps): Promise<void> => {
  const admins = new Set(await deps.adminTenants());
  const near = await quotasFor(deps, admins);
  const watch = async (tenantId: string): Promise<void> => {
    try {
      await watchTenant(deps, tenantId, admins.has(tenantId) ? near : []);
    } catch (error) {
      deps.log({ event: "tenant_not_watched", tenant: tenantId, error: wordsOf(error) });
    }
  };
  const seen = new Set<string>();
  for (let last: string | null = null; ;) {
    const page: string[] = await deps.directory.tenantsToWatch(last, pageSize);
    for (const id of page) seen.add(id);
    await eachOf(page, watch);
    last = page.at(-1) ?? null;
    if (page.length < pageSize) break;
  }
  await eachOf(
    [...admins].filter((id) => !seen.has(id)),
    watch,
  );
};

const quotasFor = async (deps: WatchDeps, admins: Set<string>): Promise<NearQuota[] | null> => {
  if (admins.size === 0) return [];
  try {
    return await deps.poolNearQuota();
  } catch (error) {
    deps.log({ event: "pool_quota_unread", error: wordsOf(error) });
    return null;
  }
};

const eachOf = async (ids: string[], work: (id: string) => Promise<void>): Promise<void> => {
  const waiting = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await work(id);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
