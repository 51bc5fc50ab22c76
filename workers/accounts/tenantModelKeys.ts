import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { KeyUsage, KeyUse } from "../platform/keyUsage.ts";
import type { Secrets } from "../platform/secrets.ts";
import { placeOfModelKey } from "./modelKey.ts";

interface Deps {
  chance: Chance;
  secrets: Pick<Secrets, "open">;
  directory: { tenant(tenantId: string): Promise<TenantRow | null> };
  usage: Pick<KeyUsage, "noteTenant">;
}

/** A key that was refused is tried again after this long: its account may have been seen to. */
const refusedForMs = 60 * 60_000;

/** Tenants' own model keys, for whoever makes the calls. */
export const createTenantModelKeys = ({ chance, secrets, directory, usage }: Deps) => {
  const stored = async (tenantId: string) => {
    const tenant = await directory.tenant(tenantId);
    const sealed = tenant?.modelKeySealed ?? null;
    const secret = sealed === null ? null : await secrets.open(placeOfModelKey(tenantId), sealed);
    return { sealed, secret, refusedAt: tenant?.modelKeyRefusedAt ?? null };
  };
  return {
    /** Null when a tenant has none, or none that the provider takes. */
    async open(tenantId: string): Promise<string | null> {
      const { secret, refusedAt } = await stored(tenantId);
      return refusedAt !== null && chance.now() - refusedAt < refusedForMs ? null : secret;
    },
    async note(tenantId: string, secret: string, use: KeyUse, tokens: number): Promise<void> {
      const now = use.kind === "invalid" ? await stored(tenantId) : null;
      await usage.noteTenant(tenantId, now?.secret === secret ? now.sealed : null, use, tokens);
    },
  };
};
