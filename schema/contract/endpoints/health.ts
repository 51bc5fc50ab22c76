import { defineEndpoints } from "../endpoint.ts";
import { alertSchema, healthReportSchema } from "../health.ts";
import { listOf } from "../shapes.ts";

export const healthEndpoints = defineEndpoints({
  "GET /api/health/report": {
    summary: "How the tenant's lines, outboxes, jobs, windows and quotas do, and what needs a look",
    realm: "console",
    status: 200,
    response: healthReportSchema,
  },
  "GET /api/health/alerts": {
    summary: "What needs a look now: the open alerts, newest first",
    realm: "console",
    status: 200,
    response: listOf(alertSchema),
  },
});
