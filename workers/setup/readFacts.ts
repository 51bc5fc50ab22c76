import { asc, desc, isNull } from "drizzle-orm";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { messages } from "../../schema/tables/conversation.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import { answered, patience } from "../health/answered.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { SetupDeps } from "./deps.ts";
import { exchangesOf, testAndFirst, type MessageFact } from "./exchanges.ts";
import type { SetupFacts } from "./steps.ts";

/** Ids rise with time, so the first and the last messages of a tenant of any size are read from the key. */
const mostMessages = 200;
const mostAgents = 50;

const { id, conversationId, channel, direction, kind, status, failureCode, acceptedAt } = messages;
const messageFields = { id, conversationId, channel, direction, kind, status, failureCode, acceptedAt };

const readMessages = async (db: TenantDb): Promise<MessageFact[]> => {
  const read = (order: typeof asc) => db.pick(messageFields, messages, { orderBy: [order(id)], limit: mostMessages });
  const [first, last] = await Promise.all([read(asc), read(desc)]);
  const known = new Set(first.map((message) => message.id));
  return [...first, ...last.filter((message) => !known.has(message.id))];
};

const readAgents = (db: TenantDb) =>
  db.pick(
    { id: agents.id, name: agents.name, slug: agents.slug, isActive: agents.isActive, createdAt: agents.createdAt },
    agents,
    {
      where: isNull(agents.deletedAt),
      orderBy: [asc(agents.id)],
      limit: mostAgents,
    },
  );

/** Facts, and what they are about. */
export interface SetupReading extends SetupFacts {
  agent: { id: string; name: string; slug: string } | null;
  lineRow: { number: string; joinWords: string | null } | null;
}

/** Reads what the steps are told from: a few hundred rows at most, and the line's own word. */
export const readFacts = async (deps: SetupDeps, db: TenantDb, tenant: TenantRow): Promise<SetupReading> => {
  const [known, lines, facts, hasPool] = await Promise.all([
    readAgents(db),
    db.all(whatsappLines, { orderBy: [asc(whatsappLines.createdAt)], limit: 1 }),
    readMessages(db),
    tenant.modelKeySealed === null ? deps.hasPool() : true,
  ]);
  const [line] = lines;
  const health = line
    ? await answered(() => deps.line(lineName(line.accountSid, line.number)).health(), patience.report, deps.log)
    : null;
  const exchanges = exchangesOf(facts);
  const poolOrNone = hasPool ? "pool" : "none";
  const agent = known.find((one) => one.id === line?.agentId) ?? known.find(({ isActive }) => isActive) ?? known[0];
  return {
    agents: known,
    line: line ? { health } : null,
    firstInboundAt: exchanges.find(({ isWhatsapp }) => isWhatsapp)?.startedAt ?? null,
    ...testAndFirst(exchanges),
    modelKey: {
      owner: tenant.modelKeySealed === null ? poolOrNone : "tenant",
      isRefused: tenant.modelKeySealed !== null && tenant.modelKeyRefusedAt !== null,
      checkedAt: tenant.modelKeyCheckedAt,
    },
    agent: agent ? { id: agent.id, name: agent.name, slug: agent.slug } : null,
    lineRow: line ? { number: line.number, joinWords: line.joinWords } : null,
  };
};
