import type { z } from "zod";
import type { platformHealthSchema } from "../../schema/contract/platform.ts";
import type { PlatformAdminDeps } from "./deps.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** How the installation does: its jobs, the open alerts of all tenants, and which providers of models it has. */
export const readPlatformHealth = async ({
  chance,
  view,
  hasVertex,
}: Pick<PlatformAdminDeps, "chance" | "view" | "hasVertex">): Promise<z.input<typeof platformHealthSchema>> => {
  const now = chance.now();
  const [jobs, alerts, aiStudioKeys] = await Promise.all([view.jobs(now), view.openAlerts(), view.activePoolKeys()]);
  return {
    at: iso(now),
    jobs: { due: jobs.due, failed: jobs.failed, oldestAt: jobs.oldestAt === null ? null : iso(jobs.oldestAt) },
    alerts: alerts.map(({ openedAt, ...alert }) => ({ ...alert, openedAt: iso(openedAt), closedAt: null })),
    models: { vertex: hasVertex, aiStudioKeys },
  };
};
