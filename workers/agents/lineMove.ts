import { eq } from "drizzle-orm";
import { templates } from "../../schema/tables/templates.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import type { LineRow } from "./readAgent.ts";

/**
 * What goes along when a number goes from one agent to another, for the batch that moves its row: the templates, and the promise
 * that the threads held on it will follow (`conversation/followNumber.ts`). `line` is the row as it will be.
 */
export const lineMove = (
  { chance }: Pick<AgentDeps, "chance">,
  db: TenantDb,
  line: LineRow,
  fromAgentId: string,
): { statements: Statement[]; hint: JobHint } => {
  const { id: lineId, accountSid, number, agentId: toAgentId } = line;
  const job = prepareJob(db, chance, {
    kind: "move_threads",
    uniqueKey: `move_threads:${lineId}:${line.updatedAt}`,
    payload: { lineId, accountSid, number, fromAgentId, toAgentId, after: null },
  });
  return {
    statements: [
      db.remove(templates, eq(templates.agentId, toAgentId)),
      db.update(templates, { agentId: toAgentId }, eq(templates.agentId, fromAgentId)),
      job.statement,
    ],
    hint: job.hint,
  };
};
