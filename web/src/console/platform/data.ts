import type { z } from "zod";
import type { keyUseSchema, platformHealthSchema, PoolKey, TenantSummary } from "../../../../schema/contract/platform.ts";
import type { Restore } from "../../../../schema/contract/backup.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Page, type Paged } from "../../api/paged.ts";

export type PlatformHealth = z.infer<typeof platformHealthSchema>;
export type KeyUse = z.infer<typeof keyUseSchema> & { id: string };

const everyMs = 30_000;

export const createPlatformHealth = (): Cached<PlatformHealth> =>
  createCached<PlatformHealth>(() => ({
    queryKey: keys.platformHealth,
    queryFn: ({ signal }) => call("GET /api/platform/health", {}, signal),
    refetchInterval: everyMs,
    staleTime: 0,
  }));

export const createTenants = (): Paged<TenantSummary> =>
  createPaged<TenantSummary>(() => ({
    queryKey: keys.platformTenants,
    fetchPage: (cursor, signal) => call("GET /api/platform/tenants", { query: { cursor, limit: 50 } }, signal),
  }));

export const createPoolKeys = (): Cached<Page<PoolKey>> =>
  createCached<Page<PoolKey>>(() => ({
    queryKey: keys.poolKeys,
    queryFn: ({ signal }) => call("GET /api/platform/keys", {}, signal),
    refetchInterval: everyMs,
  }));

export const createRestores = (): Cached<Page<Restore>> =>
  createCached<Page<Restore>>(() => ({
    queryKey: keys.restores,
    queryFn: ({ signal }) => call("GET /api/platform/restores", {}, signal),
    staleTime: 0,
  }));

/** The log has no ids of its own: each entry is named by its place behind its page's cursor. */
export const createKeyUses = (): Paged<KeyUse> =>
  createPaged<KeyUse>(() => ({
    queryKey: keys.keyUses,
    fetchPage: async (cursor, signal) => {
      const { items, nextCursor } = await call("GET /api/platform/keys/uses", { query: { cursor, limit: 50 } }, signal);
      return { items: items.map((use, at) => ({ ...use, id: `${cursor ?? ""}#${at}` })), nextCursor };
    },
    staleTime: 0,
  }));
