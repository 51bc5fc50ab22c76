import { env, exports } from "cloudflare:workers";
import type { Hono } from "hono";
import type { Agent, AgentFields } from "../../schema/contract/agents.ts";
import type { Message, PublicMessage } from "../../schema/contract/conversations.ts";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { ChatEvent } from "../../schema/contract/publicChat.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { ConsoleSessions } from "../../workers/platform/consoleSessions.ts";
import { cookieNames } from "../../workers/platform/cookies.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newToken, sha256Hex } from "../../workers/platform/tokens.ts";
import { Client } from "../api/client.ts";

export const { DB } = env as unknown as { DB: D1Database };

const door = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } }).default;

/** The whole Worker, as a browser reaches it. */
export const filo = { fetch: (request: Request) => door.fetch(request) } as unknown as Hono;

export const browser = (): Client => new Client(filo);

export interface Business {
  console: Client;
  agent: Agent;
  tenantId: string;
  userId: string;
}

let agents = 0;

/** A business with one agent, its owner signed in to the console. Its rows are written directly: hashing passwords takes long. */
export const business = async (fields: Partial<AgentFields> = {}): Promise<Business> => {
  const [tenantId, userId] = [systemChance.id("tenant"), systemChance.id("user")];
  const createdAt = Date.now();
  const tenant = {
    name: "Palestra Aurora",
    language: "it" as const,
    timeZone: "Europe/Rome",
    consultantPhones: [],
    receptionPhones: [],
  };
  const accounts = new Accounts(DB);
  await new TenantDb(DB, tenantId).batch([
    accounts.insertTenant({ ...tenant, id: tenantId, modelKeySealed: null, createdAt }),
    accounts.insertUser({
      id: userId,
      email: `${userId}@example.com`,
      name: "Anna",
      passwordHash: "-",
      emailVerifiedAt: createdAt,
      createdAt,
    }),
  ]);
  const console = await member(tenantId, userId, "owner");
  const agent = await console.json<Agent>("POST", "/api/agents", { json: { name: `Coach ${(agents += 1)}`, ...fields } });
  return { console, agent, tenantId, userId };
};

/** A console of a user's, who becomes a member of the tenant. */
export const member = async (tenantId: string, userId: string, role: MembershipRole): Promise<Client> => {
  const token = newToken(systemChance.bytes);
  const now = Date.now();
  await new TenantDb(DB, tenantId).batch([
    new Accounts(DB).insertMembership({ tenantId, userId, role, createdAt: now }),
    new ConsoleSessions(DB).open({ tenantId, userId, tokenHash: await sha256Hex(token) }, now),
  ]);
  const client = browser();
  client.cookies.set(cookieNames.console, token);
  return client;
};

let messages = 0;

export const freshMessageId = (): string => `message-${(messages += 1)}-${crypto.randomUUID()}`;

export const pagePath = (agent: Pick<Agent, "slug">, rest: string): string => `/api/public/ai/${agent.slug}/${rest}`;

export interface Answered {
  status: number;
  response: string | null;
  remainingMessages: number | null;
}

/** Writes to an agent and waits for the whole answer. */
export const say = async (
  visitor: Client,
  agent: Pick<Agent, "slug">,
  message: string,
  clientMessageId = freshMessageId(),
  headers: Record<string, string> = {},
): Promise<Answered> => {
  const response = await visitor.send("POST", pagePath(agent, "chat"), { json: { message, clientMessageId }, headers });
  return { status: response.status, ...((await response.json()) as Omit<Answered, "status">) };
};

/** Writes to an agent and hears the answer as it is written. */
export const stream = async (
  visitor: Client,
  agent: Pick<Agent, "slug">,
  message: string,
  clientMessageId = freshMessageId(),
): Promise<{ response: Response; next(): Promise<ChatEvent | null>; rest(): Promise<ChatEvent[]> }> => {
  const headers = { accept: "text/event-stream" };
  const response = await visitor.send("POST", pagePath(agent, "chat"), { json: { message, clientMessageId }, headers });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<ChatEvent | null> => {
    while (!text.includes("\n\n")) {
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
    const block = text.slice(0, text.indexOf("\n\n"));
    text = text.slice(block.length + 2);
    const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
    return event === undefined ? next() : ({ event, data: JSON.parse(data!) } as ChatEvent);
  };
  const rest = async () => {
    const events: ChatEvent[] = [];
    for (let event = await next(); event !== null; event = await next()) events.push(event);
    return events;
  };
  return { response, next, rest };
};

export const threadOnPage = async (visitor: Client, agent: Pick<Agent, "slug">): Promise<PublicMessage[]> =>
  (await visitor.json<{ items: PublicMessage[] }>("GET", pagePath(agent, "messages"))).items;

export const threadInConsole = async (console: Client, id: string): Promise<Message[]> =>
  (await console.json<{ items: Message[] }>("GET", `/api/conversations/${id}/messages`)).items;

/** The one conversation of a business, once the inbox shows it. */
export const onlyConversation = async (tenantId: string): Promise<string> => {
  const { results } = await DB.prepare("SELECT id FROM conversations WHERE tenant_id = ?").bind(tenantId).all<{ id: string }>();
  if (results.length !== 1) throw new Error(`The tenant has ${results.length} conversations`);
  return results[0]!.id;
};

/** A live socket that remembers what it has heard. */
export const listen = async <E extends { type: string }>(client: Client, path: string) => {
  const response = await client.send("GET", path, { headers: { upgrade: "websocket" } });
  const socket = response.webSocket;
  if (!socket) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  const heard: (E & { at: number })[] = [];
  const closed: { code: number }[] = [];
  const waiting: (() => void)[] = [];
  const wake = () => waiting.splice(0).forEach((go) => go());
  socket.accept();
  socket.addEventListener("message", ({ data }) => {
    if (data === "pong") return;
    heard.push({ ...(JSON.parse(String(data)) as E), at: Date.now() });
    wake();
  });
  socket.addEventListener("close", ({ code }) => {
    closed.push({ code });
    wake();
  });
  const until = async (isThere: () => boolean, withinMs = 2_000) => {
    const deadline = Date.now() + withinMs;
    while (!isThere()) {
      if (Date.now() > deadline) throw new Error(`Not heard within ${withinMs} ms: ${JSON.stringify(heard)}`);
      await Promise.race([new Promise<void>((go) => waiting.push(go)), new Promise((go) => setTimeout(go, 20))]);
    }
  };
  return { socket, heard, closed, until };
};
