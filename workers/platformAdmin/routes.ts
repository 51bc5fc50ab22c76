import { route, type Route } from "../platform/route.ts";
import { addKey } from "./addKey.ts";
import { changeKey } from "./changeKey.ts";
import type { PlatformAdminDeps } from "./deps.ts";
import { keyOnWire } from "./keyOnWire.ts";
import { listTenants } from "./listTenants.ts";
import { listUses } from "./listUses.ts";
import { readPlatformHealth } from "./readHealth.ts";
import { removeKey } from "./removeKey.ts";

/** What the platform's administrators do; the door lets nobody else in. */
export const platformAdminRoutes = (deps: PlatformAdminDeps): Route[] => [
  route("GET /api/platform/tenants", ({ query }) => listTenants(deps, query)),
  route("GET /api/platform/health", () => readPlatformHealth(deps)),
  route("GET /api/platform/keys", async () => ({
    items: (await deps.poolKeys.list()).map((key) => keyOnWire(key, deps.chance.now())),
    nextCursor: null,
  })),
  route("POST /api/platform/keys", ({ caller, body }) => addKey(deps, caller, body)),
  route("PATCH /api/platform/keys/{id}", ({ caller, params, body }) => changeKey(deps, caller, params.id, body)),
  route("DELETE /api/platform/keys/{id}", ({ caller, params }) => removeKey(deps, caller, params.id)),
  route("GET /api/platform/keys/uses", ({ query }) => listUses(deps, query)),
];
