import { route, type Route } from "../platform/route.ts";
import type { HealthDeps } from "./deps.ts";
import { alertOnWire, readOpenAlerts } from "./readAlerts.ts";
import { readReport } from "./readReport.ts";

/** How a tenant does, for everybody who may sign in there. */
export const healthRoutes = (deps: HealthDeps): Route[] => [
  route("GET /api/health/report", ({ caller }) => readReport(deps, caller.db)),
  route("GET /api/health/alerts", async ({ caller }) => ({
    items: (await readOpenAlerts(caller.db)).map(alertOnWire),
    nextCursor: null,
  })),
];
