import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { agentDefaults } from "../../schema/contract/agents.ts";
import type { ContactRole, Level } from "../../schema/contract/enums.ts";
import type { MediaKind } from "../../schema/contract/media.ts";
import { agents } from "../../schema/tables/agents.ts";
import { contactIdentities, contacts } from "../../schema/tables/contacts.ts";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import { media } from "../../schema/tables/media.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

export const { DB } = env as unknown as { DB: D1Database };

const { starters, levels, ...agentFields } = agentDefaults;

interface PersonFacts {
  at?: number;
  roles?: ContactRole[];
  name?: string;
  email?: string;
  goal?: string;
}

/** Messages are written as the conversation objects project them: what is counted is what lies in D1. */
export interface Town {
  tenantId: string;
  db: TenantDb;
  agent(name: string): Promise<string>;
  person(more?: PersonFacts): Promise<string>;
  thread(agentId: string, contactId: string): Promise<string>;
  say(
    conversationId: string,
    at: number,
    who: "customer" | "ai" | "person" | "notice" | "note",
    more?: { level?: Level; tokens?: number; file?: MediaKind },
  ): Promise<string>;
}

const sides = {
  customer: { direction: "inbound", sender: "client", kind: "text" },
  ai: { direction: "outbound", sender: "ai", kind: "reply" },
  notice: { direction: "outbound", sender: "ai", kind: "notice" },
  person: { direction: "outbound", sender: "consultant", kind: "text" },
  note: { direction: "outbound", sender: "consultant", kind: "note" },
} as const;

const idAt = (kind: "message" | "media", at: number) => makeId(kind, at, systemChance.bytes(16));

/** A tenant of its own, in Rome. */
export const town = async (tenantId = systemChance.id("tenant")): Promise<Town> => {
  const db = new TenantDb(DB, tenantId);
  const tenant = {
    name: "Palestra",
    language: "it" as const,
    timeZone: "Europe/Rome",
    consultantPhones: [],
    receptionPhones: [],
  };
  if (!(await DB.prepare("SELECT 1 FROM tenants WHERE id = ?").bind(tenantId).first()))
    await db.batch([new Accounts(DB).insertTenant({ ...tenant, id: tenantId, modelKeySealed: null, createdAt: 1 })]);
  return {
    tenantId,
    db,
    agent: async (name) => {
      const id = systemChance.id("agent");
      const row = { ...agentFields, starters: [...starters], levels: [...levels], id, slug: crypto.randomUUID(), name };
      await db.batch([db.insert(agents, { ...row, version: 1, createdAt: 1, updatedAt: 1 })]);
      return id;
    },
    person: async ({ at = 1, roles = ["lead"], name = "Marta", email, goal = "" }: PersonFacts = {}) => {
      const id = systemChance.id("contact");
      const identity = {
        id: systemChance.id("identity"),
        contactId: id,
        kind: "email" as const,
        value: email ?? "",
        createdAt: at,
      };
      await db.batch([
        db.insert(contacts, { id, displayName: name, roles, note: "", goal, createdAt: at, updatedAt: at }),
        ...(email ? [db.insert(contactIdentities, identity)] : []),
      ]);
      return id;
    },
    thread: async (agentId, contactId) => {
      const id = systemChance.id("conversation");
      const facts = { level: 1, aiEnabled: true, lastMessageAt: 1, attention: 0, version: 1, createdAt: 1 } as const;
      await db.batch([db.insert(conversations, { id, agentId, contactId, ...facts })]);
      return id;
    },
    say: async (conversationId, at, who, { level = 1, tokens = 0, file: kind } = {}) => {
      const id = idAt("message", at);
      const [row] = await db.pick({ contactId: conversations.contactId }, conversations, {
        where: eq(conversations.id, conversationId),
      });
      const statements = [
        db.insert(messages, {
          ...sides[who],
          id,
          conversationId,
          channel: "whatsapp",
          text: "Ciao",
          status: "sent",
          level,
          tokensIn: tokens,
          acceptedAt: at,
          version: 1,
        }),
      ];
      const file = {
        id: idAt("media", at),
        contactId: row!.contactId,
        conversationId,
        messageId: id,
        state: "ready",
      } as const;
      if (kind) statements.push(db.insert(media, { ...file, kind, name: "file", createdAt: at }));
      await db.batch(statements);
      return id;
    },
  };
};
