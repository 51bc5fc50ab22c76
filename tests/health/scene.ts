import { agentDefaults } from "../../schema/contract/agents.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import type { ThreadEvent } from "../../workers/conversation/ports.ts";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import { lineName, type LineHealth } from "../../workers/channels/whatsapp/line.ts";
import type { WatchDeps } from "../../workers/health/deps.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { KeyUsage } from "../../workers/platform/keyUsage.ts";
import { TenantDb, type Statement } from "../../workers/platform/tenantDb.ts";
import { noon, number, wellLine } from "./facts.ts";

export const accountSid = `AC${"0".repeat(32)}`;

/** The objects of a tenant as a test wants them; a promise that never settles is one that doesn't answer. */
export interface Around {
  now: number;
  line: (name: string) => Promise<LineHealth>;
  outbox: Promise<{ waiting: number; oldestAt: number | null }>;
  spend: (agentId: string) => number | Promise<number>;
  shown: { tenantId: string; events: ThreadEvent[] }[];
  hints: JobHint[];
  logged: Record<string, unknown>[];
}

export const never = <T>(): Promise<T> => new Promise<T>(() => {});

export const wellAround = (): Around => ({
  now: noon,
  line: async () => wellLine,
  outbox: Promise.resolve({ waiting: 0, oldestAt: null }),
  spend: () => 0,
  shown: [],
  hints: [],
  logged: [],
});

/** The room's deps over a real database, with the objects of `around`. */
export const depsOf = (d1: D1Database, around: Around, more: Partial<WatchDeps> = {}): WatchDeps => {
  const chance = { ...systemChance, now: () => around.now };
  return {
    chance,
    log: (entry) => around.logged.push(entry),
    directory: new Directory(d1),
    line: (name) => ({ health: () => around.line(name) }),
    inbox: (tenantId) => ({
      troubles: () => around.outbox,
      publish: async (events) => void around.shown.push({ tenantId, events }),
    }),
    quota: (agentId) => ({ spend: () => around.spend(agentId) }),
    keyUsage: new KeyUsage(d1, chance),
    hasPool: async () => true,
    db: (tenantId) => new TenantDb(d1, tenantId),
    hints: { send: async (sent) => void around.hints.push(...sent) },
    adminTenants: async () => [],
    poolNearQuota: async () => [],
    ...more,
  };
};

const { starters, levels, ...agentFields } = agentDefaults;

/** An agent with a line of its own. */
export const addLine = async (db: TenantDb, name = "Coach", of = number): Promise<{ agentId: string; line: string }> => {
  const [agentId, id] = [systemChance.id("agent"), systemChance.id("line")];
  const agent = { ...agentFields, starters: [...starters], levels: [...levels], id: agentId, slug: crypto.randomUUID(), name };
  const createdAt = noon - 86_400_000;
  await db.batch([
    db.insert(agents, { ...agent, dailySpendCapMicros: 1_000_000, version: 1, createdAt, updatedAt: 1 }),
    db.insert(whatsappLines, { id, agentId, accountSid, number: of, authTokenSealed: "x", createdAt, updatedAt: 1 }),
  ]);
  return { agentId, line: lineName(accountSid, of) };
};

/** Writes statements in batches that D1 takes. */
export const writeAll = async (db: TenantDb, statements: Statement[]): Promise<void> => {
  for (let at = 0; at < statements.length; at += 100) await db.batch(statements.slice(at, at + 100));
};

export const failedMessage = (db: TenantDb, failureCode: string | null, failedAt: number): Statement =>
  db.insert(messages, {
    id: systemChance.id("message"),
    conversationId: systemChance.id("conversation"),
    channel: "whatsapp",
    direction: "outbound",
    sender: "ai",
    kind: "reply",
    text: "Ciao",
    status: "failed",
    level: 1,
    failureCode,
    failedAt,
    acceptedAt: failedAt,
    version: 1,
  });

/** A conversation whose customer last wrote on WhatsApp at `at`. */
export const thread = (
  db: TenantDb,
  agentId: string,
  at: number | null,
  more: Partial<typeof conversations.$inferInsert> = {},
): Statement[] => {
  const contactId = systemChance.id("contact");
  return [
    db.insert(contacts, { id: contactId, displayName: "Marta", roles: ["lead"], note: "", createdAt: 1, updatedAt: 1 }),
    db.insert(conversations, {
      id: systemChance.id("conversation"),
      agentId,
      contactId,
      level: 1,
      aiEnabled: true,
      lastMessageAt: at ?? noon,
      lastWhatsappInboundAt: at,
      attention: 0,
      version: 1,
      createdAt: 1,
      ...more,
    }),
  ];
};
