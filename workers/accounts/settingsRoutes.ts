import { route, type Route } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { checkModelKey } from "./checkModelKey.ts";
import { forgetModelKey, setModelKey } from "./modelKey.ts";
import { changeSettings, readSettings } from "./settings.ts";

/** The tenant's settings and its own model key. */
export const settingsRoutes = (deps: AccountDeps): Route[] => [
  route("GET /api/settings", ({ caller }) => readSettings(deps, caller.tenantId)),
  route("PATCH /api/settings", ({ caller, body }) => changeSettings(deps, caller, body)),
  route("PUT /api/settings/model-key", async ({ caller, body }) => {
    await setModelKey(deps, caller, body.apiKey);
    return undefined;
  }),
  route("POST /api/settings/model-key/check", ({ caller }) => checkModelKey(deps, caller)),
  route("DELETE /api/settings/model-key", async ({ caller }) => {
    await forgetModelKey(deps, caller);
    return undefined;
  }),
];
