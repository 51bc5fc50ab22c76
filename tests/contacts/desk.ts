import { env } from "cloudflare:workers";
import type { ContactRole, Language } from "../../schema/contract/enums.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { createContact } from "../../workers/contacts/createContact.ts";
import type { ContactDeps, Threads } from "../../workers/contacts/deps.ts";
import type { EraseDeps } from "../../workers/contacts/eraseContact.ts";
import { findOrCreateContact } from "../../workers/contacts/findOrCreateContact.ts";
import { systemChance, type Chance } from "../../workers/platform/clock.ts";
import { createKeyedHash } from "../../workers/platform/keyedHash.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { isRefusal, type Refusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

export const d1 = (env as unknown as { DB: D1Database }).DB;

/** A clock that only moves when told to. */
export const stillClock = (): Chance & { pass(ms: number): void } => {
  let now = Date.UTC(2026, 10, 2, 9);
  return { ...systemChance, now: () => now, pass: (ms) => (now += ms) };
};

/** A tenant of its own for one test, with one agent and somebody who keeps note of what threads were told to do. */
export const openDesk = async () => {
  const tenantId = systemChance.id("tenant");
  const chance = stillClock();
  const db = new TenantDb(d1, tenantId);
  await d1
    .prepare(
      "INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES (?, 'Studio', 'it', 'Europe/Rome', '[]', '[]', 0)",
    )
    .bind(tenantId)
    .run();
  const told: string[] = [];
  const threads: Threads & { isDown: boolean } = {
    isDown: false,
    seal: async (_, loser, winner) => void (threads.isDown ? down() : told.push(`seal ${loser} ${winner}`)),
    unseal: async (_, loser, winner) => void (threads.isDown ? down() : told.push(`unseal ${loser} ${winner}`)),
    reassign: async (_, conversation, contact) =>
      void (threads.isDown ? down() : told.push(`reassign ${conversation} ${contact}`)),
    block: async (_, conversation, { blocked, at }) =>
      void (threads.isDown ? down() : told.push(`${blocked ? "block" : "unblock"} ${conversation} ${at}`)),
  };
  const log: Record<string, unknown>[] = [];
  const deps: ContactDeps = { chance, threads, log: (entry) => void log.push(entry) };
  const desk = { tenantId, chance, db, threads, told, log, deps, agentId: "" };
  desk.agentId = await addAgent(desk);
  return desk;
};
export type Desk = Awaited<ReturnType<typeof openDesk>>;

const down = (): never => {
  throw new Error("The conversation object cannot be reached");
};

/** For an erasure whose job nobody works off. */
export const eraseDeps = ({ chance }: Pick<Desk, "chance">): EraseDeps => ({
  chance,
  hints: { send: async () => undefined },
  mailTokens: new MailTokens(d1),
  stopHash: createKeyedHash([{ version: "v1", bytes: new Uint8Array(32) }], "test"),
});

export const addAgent = async ({ tenantId }: Pick<Desk, "tenantId">): Promise<string> => {
  const id = systemChance.id("agent");
  await d1
    .prepare(
      `INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels,
        daily_message_limit, daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version,
        created_at, updated_at)
       VALUES (?, ?, 'Coach', ?, '', '', '', '[]', 'whatsapp_ai', 1, '[]', 15, 0, 0, 1, 4000, '', 'm', 1, 0, 0)`,
    )
    .bind(tenantId, id, `coach-${id.slice(-12)}`)
    .run();
  return id;
};

export const addConversation = async ({ db, chance }: Desk, agentId: string, contactId: string): Promise<string> => {
  const id = chance.id("conversation");
  const row = {
    id,
    agentId,
    contactId,
    level: 1 as const,
    aiEnabled: true,
    lastMessageAt: 0,
    attention: 0,
    version: 1,
  };
  await db.batch([db.insert(conversations, { ...row, createdAt: chance.now() })]);
  return id;
};

export const granted = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(`Refused: ${answer.key}`);
  return answer;
};

export const keyOf = (answer: unknown): string | null => (isRefusal(answer) ? answer.key : null);

export const enter = async (
  { deps, db }: Desk,
  wish: { displayName?: string; phone?: string; email?: string; roles?: ContactRole[] },
): Promise<Contact> => granted(await createContact(deps, db, "usr_test", { displayName: "Anna", ...wish }));

export const writesFrom = async ({ deps, db }: Desk, phone: string, name: string | null = null): Promise<string> =>
  (await findOrCreateContact(deps, db, { identity: { kind: "phone", value: phone }, isProven: true, name, language: "it" }))
    .contactId;

export const visits = async ({ deps, db }: Desk, cookieHash: string, language: Language = "it"): Promise<string> =>
  (await findOrCreateContact(deps, db, { identity: { kind: "visitor", value: cookieHash }, isProven: true, language })).contactId;

/** Every row of a tenant that a merge may touch, ordered, so that two moments can be compared. */
export const snapshot = async ({ tenantId }: Desk): Promise<Record<string, unknown[]>> => {
  const read = async (table: string, columns: string) =>
    (await d1.prepare(`SELECT ${columns} FROM ${table} WHERE tenant_id = ? ORDER BY 1`).bind(tenantId).all()).results;
  return {
    contacts: await read(
      "contacts",
      "id, display_name, roles, language, note, goal, blocked_at, claimed_email, ai_disclosed_at, merged_into, deleted_at",
    ),
    identities: await read("contact_identities", "id, contact_id, kind, value, verified_at"),
    subscriptions: await read("subscriptions", "id, contact_id, email, level, status"),
    dossier: await read("dossier_entries", "id, contact_id, title"),
    sessions: await read("customer_sessions", "token_hash, contact_id"),
    conversations: await read("conversations", "id, agent_id, contact_id"),
  };
};
