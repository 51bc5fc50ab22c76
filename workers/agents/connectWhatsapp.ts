import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { whatsappLineSchema } from "../../schema/contract/agents.ts";
import { whatsappLines } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import type { AgentDeps } from "./deps.ts";
import { readAgentWithLine, type AgentWithLine, type LineRow } from "./readAgent.ts";

type Wanted = z.output<typeof whatsappLineSchema>;
type ConnectDeps = Pick<AgentDeps, "chance" | "lines" | "secrets">;

/**
 * Connects an agent to a WhatsApp number. A number of another of the tenant's agents moves here, its line keeping its id and
 * what it has received; one of another tenant is `number_taken`. The agent's former number, if any, is let go. Repeating the
 * call mends a line that could not be reached the first time.
 */
export const connectWhatsapp = async (
  deps: ConnectDeps,
  db: TenantDb,
  agentId: string,
  wanted: Wanted,
  actor: string,
): Promise<AgentWithLine | Refusal> => {
  const found = await readAgentWithLine(db, agentId);
  if (!found) return refuse("not_found");
  const { accountSid, number } = wanted;
  const known = await db.first(whatsappLines, and(eq(whatsappLines.accountSid, accountSid), eq(whatsappLines.number, number)));
  const line = await lineOf(deps, db, agentId, wanted, known);
  const former = found.line && found.line.id !== line.id ? found.line : null;
  try {
    await db.batch([
      ...(former ? [db.remove(whatsappLines, eq(whatsappLines.id, former.id))] : []),
      known ? db.update(whatsappLines, line, eq(whatsappLines.id, line.id)) : db.insert(whatsappLines, line),
      audit(db, deps.chance, {
        actor,
        action: "agent.whatsapp_connected",
        subject: agentId,
        detail: { number, from: known && known.agentId !== agentId ? known.agentId : null, former: former?.number ?? null },
      }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error, "whatsapp_lines.account_sid, whatsapp_lines.number")) return refuse("number_taken");
    if (isUniqueViolation(error, "whatsapp_lines.tenant_id, whatsapp_lines.agent_id")) return refuse("conflict");
    throw error;
  }
  if (former) await deps.lines.forget(former);
  await deps.lines.configure({ accountSid, number });
  return { agent: found.agent, line };
};

const lineOf = async (
  { chance, secrets }: ConnectDeps,
  db: TenantDb,
  agentId: string,
  { accountSid, number, authToken }: Wanted,
  known: LineRow | null,
): Promise<LineRow> => {
  const id = known?.id ?? chance.id("line");
  const place = { tenant: db.tenantId, table: "whatsapp_lines", column: "auth_token_sealed", id };
  const now = chance.now();
  return {
    tenantId: db.tenantId,
    id,
    agentId,
    accountSid,
    number,
    authTokenSealed: await secrets.seal(place, authToken),
    createdAt: known?.createdAt ?? now,
    updatedAt: Math.max(now, (known?.updatedAt ?? 0) + 1),
  };
};
