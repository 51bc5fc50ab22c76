import type { z } from "zod";
import type { keyUseSchema } from "../../schema/contract/platform.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { PlatformAdminDeps } from "./deps.ts";

/** A page of the rotation log: which key answered for which tenant, and how it went, newest first. */
export const listUses = async (
  { poolKeys }: Pick<PlatformAdminDeps, "poolKeys">,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof keyUseSchema>[]; nextCursor: string | null }> => {
  const [before] = decodeCursor(cursor, 1) ?? [];
  const rows = await poolKeys.uses(typeof before === "number" ? before : null, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ keyId, tenantId, outcome, at }) => ({ keyId, tenantId, outcome, at: new Date(at).toISOString() })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
};
