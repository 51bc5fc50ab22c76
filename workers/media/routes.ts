import { eq } from "drizzle-orm";
import { media } from "../../schema/tables/media.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FileDeps } from "./deps.ts";
import { serveMedia } from "./serveMedia.ts";
import { isSigned, type AddressDeps } from "./signedAddress.ts";

export interface SignedMediaDeps extends Pick<AddressDeps, "masterKeys"> {
  chance: Chance;
  files: Pick<FileDeps["files"], "open">;
  db(tenantId: string): TenantDb;
}

/** Files for whoever holds a signed address: the channel's provider, which has no session. Nothing is read before the signature fits. */
export const signedMediaRoutes = (deps: SignedMediaDeps): Route[] => [
  route("GET /api/media/{mediaId}", async ({ params: { mediaId }, query: { t: tenantId, e: expiresAt, s }, request }) => {
    if (!(await isSigned(deps, { tenantId, mediaId, expiresAt }, s, deps.chance.now()))) return refuse("not_found");
    const db = deps.db(tenantId);
    return serveMedia(deps, db, await db.first(media, eq(media.id, mediaId)), request);
  }),
];
