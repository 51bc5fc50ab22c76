import { eq } from "drizzle-orm";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { lineName, type LineHealth } from "../channels/whatsapp/line.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { answered } from "./answered.ts";
import type { HealthDeps } from "./deps.ts";

/** A number of the tenant's, and what its object says of itself; null when it did not answer in time. */
export interface LineFacts {
  agentId: string;
  agentName: string;
  number: string;
  /** Milliseconds. */
  connectedAt: number;
  health: LineHealth | null;
}

const mostLines = 50;

/** All lines at once, so that the slowest alone is waited for. */
export const readLines = async (
  deps: Pick<HealthDeps, "line" | "log">,
  db: TenantDb,
  patienceMs: number,
): Promise<{ lines: LineFacts[]; isCut: boolean }> => {
  const { agentId, accountSid, number, createdAt } = whatsappLines;
  const rows = await db.pick({ agentId, accountSid, number, connectedAt: createdAt, agentName: agents.name }, whatsappLines, {
    join: [[agents, eq(agents.id, agentId)]],
    orderBy: [createdAt],
    limit: mostLines + 1,
  });
  const lines = await Promise.all(
    rows.slice(0, mostLines).map(async ({ accountSid: account, agentName, ...row }) => ({
      ...row,
      agentName: agentName ?? "",
      health: await answered(() => deps.line(lineName(account, row.number)).health(), patienceMs, deps.log),
    })),
  );
  return { lines, isCut: rows.length > mostLines };
};
