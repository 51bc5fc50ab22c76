import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { whatsappLineSchema } from "../../schema/contract/agents.ts";
import { whatsappLines } from "../../schema/tables/agents.ts";
import { templates } from "../../schema/tables/templates.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import type { AgentDeps } from "./deps.ts";
import { lineMove } from "./lineMove.ts";
import { readAgentWithLine, type AgentWithLine, type LineRow } from "./readAgent.ts";

type Wanted = z.output<typeof whatsappLineSchema>;
type ConnectDeps = Pick<AgentDeps, "chance" | "lines" | "secrets" | "hints">;

/**
 * Connects an agent to a WhatsApp number. A number of another of the tenant's agents moves here, its line keeping its id and
 * what it has received, and the conversations held on it follow; one of another tenant is `number_taken`. The agent's former number, if any, is let go. Repeating the
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
  const move = known && known.agentId !== agentId ? lineMove(deps, db, line, known.agentId) : null;
  try {
    await db.batch([
      ...(former ? [db.remove(whatsappLines, eq(whatsappLines.id, former.id))] : []),
      ...(former && !move ? [db.remove(templates, eq(templates.agentId, agentId))] : []),
      ...(move?.statements ?? []),
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
  if (move) await deps.hints.send([move.hint]);
  return { agent: found.agent, line };
};

/** Calls signed with the token before may be on their way, and Twilio promotes a token when it likes. */
const formerTokenMs = 24 * 60 * 60_000;

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
  // Repeating the call with the token that is there already must not push out the one before it.
  const isSameToken = known !== null && (await secrets.open(place, known.authTokenSealed).catch(() => null)) === authToken;
  const former = isSameToken
    ? { formerTokenSealed: known.formerTokenSealed, formerTokenUntil: known.formerTokenUntil }
    : { formerTokenSealed: known?.authTokenSealed ?? null, formerTokenUntil: known ? now + formerTokenMs : null };
  return {
    tenantId: db.tenantId,
    id,
    agentId,
    accountSid,
    number,
    authTokenSealed: await secrets.seal(place, authToken),
    ...former,
    joinWords: known?.joinWords ?? null,
    unansweredSince: null,
    createdAt: known?.createdAt ?? now,
    updatedAt: Math.max(now, (known?.updatedAt ?? 0) + 1),
  };
};
