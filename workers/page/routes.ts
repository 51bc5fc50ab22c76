import { route, type Route } from "../platform/route.ts";
import { accountRoutes } from "./accountRoutes.ts";
import type { PageDeps } from "./deps.ts";
import { linkRoutes } from "./linkRoutes.ts";
import { readInfo } from "./readInfo.ts";
import { threadRoutes } from "./threadRoutes.ts";

/** The public page's API (`schema/contract/endpoints/publicChat.ts`). */
export const pageRoutes = (deps: PageDeps): Route[] => [
  route("GET /api/public/ai/{slug}/info", ({ caller }) => readInfo(deps, caller)),
  ...threadRoutes(deps),
  ...linkRoutes(deps),
  ...accountRoutes(deps),
];
