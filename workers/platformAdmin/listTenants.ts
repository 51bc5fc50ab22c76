import type { TenantSummary } from "../../schema/contract/platform.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { PlatformAdminDeps } from "./deps.ts";

/** A page of the installation's tenants, oldest first: how they do, never what they say. */
export const listTenants = async (
  { view }: Pick<PlatformAdminDeps, "view">,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: TenantSummary[]; nextCursor: string | null }> => {
  const [after] = decodeCursor(cursor, 1) ?? [];
  const rows = await view.tenants(after === undefined ? null : String(after), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ createdAt, lastMessageAt, ...tenant }) => ({
      ...tenant,
      createdAt: new Date(createdAt).toISOString(),
      lastMessageAt: lastMessageAt === null ? null : new Date(lastMessageAt).toISOString(),
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
};
