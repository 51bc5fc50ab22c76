import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { SearchHit } from "../../schema/contract/search.ts";
import { search } from "../../workers/inbox/search.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { agentRow, tenantRow } from "./crowd.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
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
  await run(tenantRow, tenantId);
  await run(agentRow, tenantId, agentId, "A");
  await run(
    "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, ?, '[]', '', 0, 0)",
    tenantId,
    contactId,
    contactName,
  );
  await run(
    `INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, last_message_at, attention, version, created_at)
     VALUES (?, ?, ?, ?, 1, 1, 0, 0, 0, 0)`,
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

  it("finds a colleague's notes", async () => {
    const { say, find } = await openTenant("Giulia");
    const note = await say("Vuole uno sconto per la famiglia", "note");
    expect(await find("sconto famiglia")).toMatchObject([{ kind: "message", messageId: note }]);
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

describe("a search for somebody", () => {
  const identify = (place: Awaited<ReturnType<typeof openTenant>>, kind: string, value: string) => {
    const own = id("idn");
    return run(
      "INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, created_at) VALUES (?, ?, ?, ?, ?, 0)",
      place.tenantId,
      own,
      place.contactId,
      kind,
      value,
    ).then(() => own);
  };
  const people = async (place: Awaited<ReturnType<typeof openTenant>>, question: string) =>
    (await place.find(question)).filter(({ kind }) => kind === "contact");

  it("goes by the beginnings of their names, without accents, and leads to their conversation", async () => {
    const place = await openTenant("Niccolò D'Angiò");
    for (const question of ["niccolo", "Nicc", "angio nic", "D’ANGIÒ"])
      expect(await people(place, question)).toMatchObject([
        { contactId: place.contactId, contactName: "Niccolò D'Angiò", conversationId: place.conversationId, messageId: null },
      ]);
    expect(await people(place, "colo")).toEqual([]);
    await run("DELETE FROM conversations WHERE id = ?", place.conversationId);
    expect(await people(place, "nicc")).toMatchObject([{ contactId: place.contactId, conversationId: null }]);
  });

  it("goes by phones, however they are written, and by e-mails, never by what only machines know", async () => {
    const place = await openTenant("Giulia");
    await identify(place, "phone", "+447700900123");
    await identify(place, "email", "giulia.conti@filo.example");
    await identify(place, "visitor", "deadbeef");
    for (const question of ["+44 7700 900123", "0044 7700", "447700900", "giulia.conti@filo.example", "conti filo"])
      expect(await people(place, question)).toMatchObject([
        { contactId: place.contactId, snippet: "+447700900123 · giulia.conti@filo.example" },
      ]);
    for (const question of ["deadbeef", "7700900", "+39 447"]) expect(await people(place, question)).toEqual([]);
  });

  it("follows every change: a new name, an identity that went elsewhere, a merge and its undoing, a deletion", async () => {
    const place = await openTenant("Giulia Conti");
    const phone = await identify(place, "phone", "+447700900124");
    await run("UPDATE contacts SET display_name = 'Giulia Verdi' WHERE id = ?", place.contactId);
    expect([await people(place, "conti"), (await people(place, "verdi")).length]).toEqual([[], 1]);
    const other = id("con");
    await run(
      "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, 'Marco', '[]', '', 0, 0)",
      place.tenantId,
      other,
    );
    await run("UPDATE contact_identities SET contact_id = ? WHERE id = ?", other, phone);
    expect(await people(place, "+447700900124")).toMatchObject([{ contactId: other }]);
    await run("UPDATE contacts SET merged_into = ? WHERE id = ?", other, place.contactId);
    expect(await people(place, "verdi")).toEqual([]);
    await run("UPDATE contacts SET merged_into = NULL WHERE id = ?", place.contactId);
    expect(await people(place, "verdi")).toHaveLength(1);
    await run("DELETE FROM contact_identities WHERE id = ?", phone);
    expect(await people(place, "+447700900124")).toEqual([]);
    await run("UPDATE contacts SET deleted_at = 1 WHERE id = ?", other);
    expect(await people(place, "marco")).toEqual([]);
  });

  it("finds nobody of another tenant's", async () => {
    const [mine, theirs] = [await openTenant("Giulia"), await openTenant("Riservatissima")];
    await identify(theirs, "phone", "+447700900125");
    for (const question of ["riservatissima", "+447700900125", 'x" OR "riservatissima'])
      expect(await mine.find(question)).toEqual([]);
    expect(await people(theirs, "riservatissima")).toHaveLength(1);
  });

  it("reads as little in a large tenant as in a small one", async () => {
    const place = await openTenant("Persona 0");
    const fill = (from: number, to: number) =>
      run(
        `WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
         INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
         SELECT ?1, 'ctc_' || ?1 || i, 'Persona ' || i, '[]', '', 0, 0 FROM n`,
        place.tenantId,
        from,
        to,
      );
    const cost = async () => {
      const { d1, rowsRead } = countedDatabase(DB);
      const { items } = await search(new TenantDb(d1, place.tenantId), "persona");
      return [items.length, rowsRead()] as const;
    };
    await fill(1, 30);
    const [shown, few] = await cost();
    await fill(30, 3_000);
    const [, many] = await cost();
    expect(shown).toBe(10);
    expect(many).toBeLessThanOrEqual(few + 2);
    expect(many).toBeLessThanOrEqual(100);
  });
});
