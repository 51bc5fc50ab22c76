import { route, type Route } from "../platform/route.ts";
import type { FiguresDeps } from "./deps.ts";
import { exportCsv } from "./exportCsv.ts";
import { listBehind } from "./listBehind.ts";
import { readFigures } from "./readFigures.ts";
import { readFunnel } from "./readFunnel.ts";

/** A tenant's numbers, for everybody who may sign in there (`schema/contract/endpoints/figures.ts`). */
export const figureRoutes = (deps: FiguresDeps): Route[] => [
  route("GET /api/figures", ({ caller, query }) => readFigures(deps, caller.db, query)),
  route("GET /api/figures/funnel", ({ caller, query }) => readFunnel(caller.db, query)),
  route("GET /api/figures/behind", ({ caller, query }) => listBehind(deps, caller.db, query)),
  route("GET /api/figures/key", async ({ caller, query }) => ({
    days: await deps.keyUsage.daysOf(caller.tenantId, query.from, query.to),
  })),
  route("GET /api/figures/csv", ({ caller, query }) => exportCsv(deps, caller.db, query)),
];
