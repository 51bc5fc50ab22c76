import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { SearchHit } from "../../schema/contract/search.ts";
import { search } from "../../workers/inbox/search.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { browser, business, onlyConversation, say } from "../page/filo.ts";

const { DB } = env as unknown as { DB: D1Database };

let serial = 0;
const id = (prefix: string) => `${prefix}_${String(++serial).padStart(26, "0")}`;
const run = (query: string, ...values: unknown[]) =>
  DB.prepare(query)
    .bind(...values)
    .run();

/** A tenant with one agent and one contact, and what is said in their thread. */
const openTenant = async (contactName: string) => {
  const [tenantId, agentId, contactId, conversationId] = [id("ten"), id("agt"), id("con"), id("cnv")];
  await run(
    "INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES (?, 'T', 'it', 'Europe/Rome', '[]', '[]', 0)",
    tenantId,
  );
  await run(
    `INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit,
       daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at)
     VALUES (?, ?, 'A', ?, '', '', '', '[]', 'ai_only', 1, '[]', 15, 0, 1, 1, 4000, '', 'm', 1, 0, 0)`,
    tenantId,
    agentId,
    agentId,
  );
  await run(
    "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, ?, '[]', '', 0, 0)",
    tenantId,
    contactId,
    contactName,
  );
  await run(
    `INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, unread_count, last_message_at, attention, version, created_at)
     VALUES (?, ?, ?, ?, 1, 1, 0, 0, 0, 0, 0)`,
    tenantId,
    conversationId,
    agentId,
    contactId,
  );
  const say = async (text: string, kind = "text") => {
    const messageId = id("msg");
    await run(
      `INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
       VALUES (?, ?, ?, 'web', 'inbound', 'client', ?, ?, 'received', 1, ?, 1)`,
      tenantId,
      messageId,
      conversationId,
      kind,
      text,
      serial,
    );
    return messageId;
  };
  const attach = async (messageId: string, name: string) => {
    const mediaId = id("med");
    await run(
      `INSERT INTO media (tenant_id, id, contact_id, conversation_id, message_id, kind, state, name, created_at)
       VALUES (?, ?, ?, ?, ?, 'document', 'pending', ?, 0)`,
      tenantId,
      mediaId,
      contactId,
      conversationId,
      messageId,
      name,
    );
    return mediaId;
  };
  const find = async (question: string) => (await search(new TenantDb(DB, tenantId), question)).items;
  return { tenantId, contactId, conversationId, say, attach, find };
};

const understand = (mediaId: string, description: string | null, text: string | null) =>
  run("UPDATE media SET state = 'ready', description = ?, text = ? WHERE id = ?", description, text, mediaId);

describe("a search", () => {
  it("finds the messages that hold all the words, by their beginnings, the newest first", async () => {
    const { say, find, conversationId } = await openTenant("Giulia");
    const first = await say("Quanto costa l'abbonamento annuale?");
    await say("Quanto costa?");
    const second = await say("l'ABBONAMENTO costerà di più, annuale o no");
    const hits = await find("abbonam annuale");
    expect(hits.map(({ messageId }) => messageId)).toEqual([second, first]);
    expect(hits[1]).toMatchObject({
      conversationId,
      mediaId: null,
      contactName: "Giulia",
      snippet: "Quanto costa l'abbonamento annuale?",
    });
  });

  it("finds what files say, once they are understood, and forgets what they no longer say", async () => {
    const { say, attach, find } = await openTenant("Giulia");
    const messageId = await say("");
    const mediaId = await attach(messageId, "fattura-marzo.pdf");
    expect(await find("caldaia")).toEqual([]);
    await understand(mediaId, "Fattura dell'idraulico", "Sostituzione della caldaia: 1.200 euro");
    expect(await find("caldaia idraulico")).toMatchObject([{ messageId, mediaId, contactName: "Giulia" }]);
    expect((await find("caldaia"))[0]?.snippet).not.toContain("fattura-marzo.pdf");
    expect((await find("marzo"))[0]?.snippet).toBe("fattura-marzo.pdf");
    await understand(mediaId, null, "Altro");
    expect(await find("caldaia")).toEqual([]);
    await run("DELETE FROM media WHERE id = ?", mediaId);
    expect(await find("altro")).toEqual([]);
  });

  it("finds nothing of another tenant, of a deleted contact, or of what Filo itself says", async () => {
    const mine = await openTenant("Giulia");
    const theirs = await openTenant("Marco");
    await theirs.say("segretissimo");
    await mine.say("codice segretissimo", "notice");
    expect(await mine.find("segretissimo")).toEqual([]);
    expect(await theirs.find("segretissimo")).toHaveLength(1);
    await run("UPDATE contacts SET deleted_at = 1 WHERE id = ?", theirs.contactId);
    expect(await theirs.find("segretissimo")).toEqual([]);
  });

  it("reads as little in a large tenant as in a small one", async () => {
    const { tenantId, conversationId, find } = await openTenant("Giulia");
    const fill = (from: number, to: number) =>
      run(
        `WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
         INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
         SELECT ?1, 'msg_' || ?1 || i, ?4, 'web', 'inbound', 'client', 'text', 'una parola comune', 'received', 1, i, 1 FROM n`,
        tenantId,
        from,
        to,
        conversationId,
      );
    await fill(0, 60);
    expect(await find("comune")).toHaveLength(50);
    await fill(60, 3_000);
    const counted: number[] = [];
    const d1 = new Proxy(DB, {
      get: (target, name) =>
        name === "prepare" ? (query: string) => watch(target.prepare(query)) : (Reflect.get(target, name) as unknown),
    });
    const watch = (statement: D1PreparedStatement): D1PreparedStatement =>
      new Proxy(statement, {
        get(target, name) {
          if (name === "bind") return (...values: unknown[]) => watch(target.bind(...values));
          return async () => {
            const result = await target.all();
            counted.push(result.meta.rows_read);
            return result;
          };
        },
      });
    const { items } = await search(new TenantDb(d1, tenantId), "comune");
    expect(items[0]?.messageId).toContain("2999");
    expect(counted.reduce((sum, read) => sum + read, 0)).toBeLessThanOrEqual(300);
  });

  it("costs one row more for each message", async () => {
    const { tenantId, conversationId } = await openTenant("Giulia");
    const written = await run(
      `INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
       VALUES (?, ?, ?, 'web', 'inbound', 'client', 'text', 'quanto costa il corso di spinning del lunedì?', 'received', 1, 1, 1)`,
      tenantId,
      id("msg"),
      conversationId,
    );
    expect(written.meta.rows_written).toBeLessThanOrEqual(4);
  });

  it("is the console's own, and says what it needs", async () => {
    const { console, agent, tenantId } = await business();
    await say(browser(), agent, "Avete un corso di acquagym?");
    const id = await onlyConversation(tenantId);
    const found = () => console.json<{ items: SearchHit[] }>("GET", "/api/search?q=acquagym");
    await vi.waitFor(async () => expect((await found()).items[0]).toMatchObject({ conversationId: id, mediaId: null }));
    expect((await console.send("GET", "/api/search?q=a")).status).toBe(400);
    expect((await browser().send("GET", "/api/search?q=acquagym")).status).toBe(401);
  });
});
