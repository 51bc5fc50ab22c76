import { eq } from "drizzle-orm";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { lineName, type LineHealth } from "../channels/whatsapp/line.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { answered } from "./answered.ts";
import type { HealthDeps } from "./deps.ts";

/** A number of the tenant's, and what its object says of itself; null when it did not answer in time. */
export interface LineFacts {
  lineId: string;
  agentId: string;
  agentName: string;
  number: string;
  /** Milliseconds. */
  connectedAt: number;
  /** Milliseconds: the first of the watch's questions that were left without an answer. */
  unansweredSince: number | null;
  health: LineHealth | null;
}

const mostLines = 50;

/** All lines at once, so that the slowest alone is waited for. */
export const readLines = async (
  deps: Pick<HealthDeps, "line" | "log">,
  db: TenantDb,
  patienceMs: number,
): Promise<{ lines: LineFacts[]; isCut: boolean }> => {
  const { id: lineId, agentId, accountSid, number, createdAt: connectedAt, unansweredSince } = whatsappLines;
  const wanted = { lineId, agentId, accountSid, number, connectedAt, unansweredSince, agentName: agents.name };
  const rows = await db.pick(wanted, whatsappLines, {
    join: [[agents, eq(agents.id, agentId)]],
    orderBy: [connectedAt],
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
