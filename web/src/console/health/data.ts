import type { HealthReport } from "../../../../schema/contract/health.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";

const everyMs = 30_000;

/** The health report, read again every half minute while it is on screen, and at once when an alert comes. */
export const createReport = (): Cached<HealthReport> =>
  createCached<HealthReport>(() => ({
    queryKey: keys.healthReport,
    queryFn: ({ signal }) => call("GET /api/health/report", {}, signal),
    refetchInterval: everyMs,
    staleTime: 0,
  }));
