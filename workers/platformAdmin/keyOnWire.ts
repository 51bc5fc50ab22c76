import type { PoolKey } from "../../schema/contract/platform.ts";
import type { ShownKey } from "../platform/poolKeyDesk.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** A key as its administrator is given it: never the key itself. A rest that is over is none. */
export const keyOnWire = ({ lastUsedAt, restsUntil, createdAt, ...key }: ShownKey, now: number): PoolKey => ({
  ...key,
  lastUsedAt: lastUsedAt === 0 ? null : iso(lastUsedAt),
  restsUntil: restsUntil <= now ? null : iso(restsUntil),
  createdAt: iso(createdAt),
});
