import { PDFDocument, StandardFonts } from "pdf-lib";
import { getResolvedPDFJS } from "unpdf";
import { beforeAll, describe, expect, test } from "vitest";
import { knowledgeCreateSchema, knowledgeItemSchema, knowledgeUploadQuerySchema } from "../../schema/contract/knowledge.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { addPdf } from "../../workers/knowledge/addPdf.ts";
import { addText } from "../../workers/knowledge/addText.ts";
import { extractPdf } from "../../workers/knowledge/extractPdf.ts";
import { itemOnWire, type ItemRow } from "../../workers/knowledge/itemOnWire.ts";
import { listItems } from "../../workers/knowledge/listItems.ts";
import { removeItem } from "../../workers/knowledge/removeItem.ts";
import { searchKnowledge } from "../../workers/knowledge/search.ts";
import { Files } from "../../workers/platform/files.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { DB, FILES, openOffice, rowsOf } from "../agents/officeFixtures.ts";

/** A tenant with two agents and its own knowledge room. */
const openShelf = async () => {
  const office = await openOffice();
  const { chance, tenantId, db } = office;
  const hints: JobHint[] = [];
  const deps = { chance, files: new Files(FILES, chance), hints: { send: async (more: JobHint[]) => void hints.push(...more) } };
  const addAgent = async () => {
    const id = chance.id("agent");
    await DB.prepare(
      "INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit, daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at) VALUES (?, ?, 'A', ?, '', '', '', '[]', 'ai_only', 1, '[]', 15, 0, 1, 1, 0, '', 'm', 1, 1, 1)",
    )
      .bind(tenantId, id, id)
      .run();
    return id;
  };
  const [agentId, otherAgent] = [await addAgent(), await addAgent()];
  const add = async (text: string, minLevel: Level, place: { scope?: "store"; agentId?: string } = { agentId }) => {
    const item = await addText(deps, db, knowledgeCreateSchema.parse({ title: "Titolo", text, minLevel, ...place }), "usr_1");
    if (item instanceof Refusal) throw new Error(item.key);
    return item;
  };
  const find = async (level: Level, query: string, agent = agentId) =>
    (await searchKnowledge(db, { agentId: agent, level, query, limit: 4 })).map((chunk) => chunk.text);
  const upload = (bytes: Uint8Array, more: Record<string, unknown> = {}) =>
    addPdf(deps, db, knowledgeUploadQuerySchema.parse({ agentId, title: "Listino", ...more }), bytes, "usr_1");
  return { ...office, deps, hints, agentId, otherAgent, add, find, upload };
};

const pdfOf = async (text: string): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText(text, { x: 40, y: 700, size: 12, font: await pdf.embedFont(StandardFonts.Helvetica) });
  return pdf.save();
};
const itemOf = (answer: ItemRow | Refusal): ItemRow => {
  if (answer instanceof Refusal) throw new Error(answer.key);
  return answer;
};
const keyOf = (answer: unknown) => (answer instanceof Refusal ? answer.key : answer);

describe("an item that names no level", () => {
  test("is found by everyone on an agent without levels, from Silver up on one with levels, by Gold in the store", async () => {
    const { deps, db, agentId, otherAgent: layered, find, upload } = await openShelf();
    await DB.prepare("UPDATE agents SET levels = '[1,2,3]' WHERE id = ?").bind(layered).run();
    const add = async (place: Record<string, unknown>) =>
      addText(deps, db, knowledgeCreateSchema.parse({ title: "Orari", text: "sauna", ...place }), "usr_1");
    const places = [{ agentId }, { agentId: layered }, { scope: "store" }];
    for (const [at, place] of places.entries()) {
      expect(await add(place)).toMatchObject({ minLevel: at + 1 });
      expect(await upload(await pdfOf("sauna"), { agentId: undefined, ...place })).toMatchObject({ minLevel: at + 1 });
    }
    const seen = async (agent: string) =>
      Promise.all(([1, 2, 3] as const).map(async (level) => (await find(level, "sauna", agent)).length));
    expect([await seen(agentId), await seen(layered)]).toEqual([
      [1, 1, 2],
      [0, 1, 2],
    ]);
  });
});

describe("search", () => {
  test("finds nothing above the level, and the store for Gold alone (I14)", async () => {
    const { add, find } = await openShelf();
    for (const level of [1, 2, 3] as const) await add(`canarino dell'agente livello ${level}`, level);
    for (const level of [1, 2, 3] as const) await add(`canarino dello store livello ${level}`, level, { scope: "store" });
    expect((await find(1, "canarino")).toSorted()).toEqual(["canarino dell'agente livello 1"]);
    expect((await find(2, "canarino")).toSorted()).toEqual(["canarino dell'agente livello 1", "canarino dell'agente livello 2"]);
    expect(await find(3, "canarino livello 3")).toEqual(
      expect.arrayContaining(["canarino dell'agente livello 3", "canarino dello store livello 3"]),
    );
  });

  test("the level binds before the limit: many better pieces above it hide none below", async () => {
    const { add, find } = await openShelf();
    for (let n = 0; n < 12; n++) await add(`pilates pilates pilates ${n}`, 3);
    await add("Una riga lunga nella quale il pilates è nominato una volta soltanto, fra molte altre parole.", 2);
    expect(await find(2, "pilates")).toHaveLength(1);
    expect(await find(1, "pilates")).toEqual([]);
  });

  test("a wrong token in the index still opens nothing: tenant and level are compared on their own", async () => {
    const [mine, theirs] = [await openShelf(), await openShelf()];
    const token = `a${mine.agentId.slice(4)}l1`;
    const gold = await mine.add("canarino Gold", 3);
    const foreign = await theirs.add("canarino altrui", 1);
    for (const item of [gold, foreign])
      await DB.prepare("UPDATE knowledge_search SET scope = ? WHERE item_id = ?").bind(token, item.id).run();
    expect(await mine.find(2, "canarino")).toEqual([]);
    expect(await mine.find(3, "canarino")).toEqual(["canarino Gold"]);
  });

  test("another agent's and another tenant's knowledge is not there", async () => {
    const [mine, theirs] = [await openShelf(), await openShelf()];
    await theirs.add("segreto altrui", 1);
    await theirs.add("segreto dello store altrui", 1, { scope: "store" });
    await mine.add("segreto dell'altro agente", 1, { agentId: mine.otherAgent });
    expect(await mine.find(3, "segreto")).toEqual([]);
    expect(await mine.find(3, "segreto", theirs.agentId)).toEqual([]);
    expect(await mine.find(3, "segreto", mine.otherAgent)).toEqual(["segreto dell'altro agente"]);
  });

  test("accents, case, number and gender don't matter; the best comes first", async () => {
    const { add, find } = await openShelf();
    await add("I prezzi degli abbonamenti: città 40 euro, fuori città 35 euro.", 1);
    await add("L'abbonamento si disdice in reception.", 1);
    expect((await find(1, "PREZZO abbonamento CITTA"))[0]).toContain("40 euro");
    expect(await find(1, "Qual è il prezzo?")).toHaveLength(1);
    expect(await find(1, "e il di la")).toEqual([]);
  });

  test.each([
    '"',
    "'; DROP TABLE agents; --",
    "scope : x",
    "text:prezzo OR tenant_id:*",
    "NEAR(a b, 2) AND NOT c",
    "(((",
    "*",
    "a\u0000b",
    "prezzo^2 -x +y",
  ])("what a customer writes is only words: %j", async (query) => {
    const { add, find } = await openShelf();
    await add("canarino di livello tre", 3);
    await add("il prezzo è 40 euro", 1);
    for (const text of await find(1, query)) expect(text).not.toContain("canarino");
    for (const text of await find(1, `${query} OR canarino`)) expect(text).not.toContain("canarino");
  });

  test("reads a handful of rows, however much there is", async () => {
    const shelf = await openShelf();
    const paragraph = (n: number) =>
      `Il pilates numero ${n} si tiene in sala ${n}. ${"Altre parole sul corso di gruppo. ".repeat(20)}`;
    await shelf.add(Array.from({ length: 200 }, (_, n) => paragraph(n)).join("\n\n"), 1);
    const read: number[] = [];
    const counted = new TenantDb(counting(DB, read), shelf.tenantId);
    expect(await searchKnowledge(counted, { agentId: shelf.agentId, level: 1, query: "pilates sala", limit: 4 })).toHaveLength(4);
    expect(read).toHaveLength(1);
    expect(read[0]).toBeLessThanOrEqual(8);
  });

  test("the index follows: a raised level hides at once, a deleted item is gone", async () => {
    const { add, find, db, tenantId, deps } = await openShelf();
    const item = await add("orari della sauna", 1);
    await DB.prepare("UPDATE knowledge_items SET min_level = 3 WHERE tenant_id = ? AND id = ?").bind(tenantId, item.id).run();
    expect([await find(2, "sauna"), await find(3, "sauna")]).toEqual([[], ["orari della sauna"]]);
    await removeItem(deps, db, item.id, "usr_1");
    expect(await find(3, "sauna")).toEqual([]);
    expect(await rowsOf("SELECT rowid FROM knowledge_search WHERE item_id = ?", item.id)).toEqual([]);
  });
});

describe("items", () => {
  test("a text is cut, listed and fits the contract", async () => {
    const { add, db, agentId } = await openShelf();
    const item = await add(`${"Una frase qualsiasi sul corso. ".repeat(2_000)}\n\nFine.`, 2);
    expect(knowledgeItemSchema.strict().parse(itemOnWire(item))).toMatchObject({
      kind: "text",
      state: "ready",
      minLevel: 2,
      agentId,
    });
    const [row] = await rowsOf("SELECT COUNT(*) AS n FROM knowledge_chunks WHERE item_id = ?", item.id);
    expect(row?.["n"]).toBeGreaterThan(70);
    expect((await listItems(db, { agentId, limit: 10 })).items.map(({ id }) => id)).toEqual([item.id]);
  });

  test("a place must exist in the tenant and fit its scope", async () => {
    const [mine, theirs] = [await openShelf(), await openShelf()];
    const add = (place: Record<string, unknown>) =>
      addText(mine.deps, mine.db, knowledgeCreateSchema.parse({ title: "T", text: "t", ...place }), "usr_1");
    expect(keyOf(await add({ agentId: theirs.agentId }))).toBe("not_found");
    expect(keyOf(await add({}))).toBe("invalid_input");
    expect(keyOf(await add({ scope: "store", agentId: mine.agentId }))).toBe("invalid_input");
    expect((await listItems(mine.db, { limit: 10 })).items).toEqual([]);
  });

  test("pages go on where they stopped; scopes and deleted agents are told apart; others' items can't be removed", async () => {
    const [mine, theirs] = [await openShelf(), await openShelf()];
    for (const text of ["a", "b", "c"]) await mine.add(text, 1);
    const stored = await mine.add("s", 3, { scope: "store" });
    await mine.add("dell'altro", 1, { agentId: mine.otherAgent });
    await DB.prepare("UPDATE agents SET deleted_at = 1 WHERE id = ?").bind(mine.otherAgent).run();
    const first = await listItems(mine.db, { limit: 3 });
    const second = await listItems(mine.db, { limit: 3, cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
    expect((await listItems(mine.db, { scope: "store", limit: 9 })).items.map(({ id }) => id)).toEqual([stored.id]);
    expect(keyOf(await removeItem(theirs.deps, theirs.db, stored.id, "usr_1"))).toBe("not_found");
  });
});

describe("PDFs", () => {
  // Reading has its time, which is not meant for fetching the reader from a disk for the first time.
  beforeAll(async () => void (await getResolvedPDFJS()), 120_000);
  const run = (shelf: Awaited<ReturnType<typeof openShelf>>, itemId: string, attempt = 1) =>
    extractPdf(shelf.deps, shelf.db, { payload: { itemId }, attempt });
  const stateOf = async (id: string) =>
    (await rowsOf("SELECT state, failure, characters FROM knowledge_items WHERE id = ?", id))[0];

  test("are pending until the job has read them, once", async () => {
    const shelf = await openShelf();
    const item = itemOf(await shelf.upload(await pdfOf("Il massaggio costa 55 euro."), { minLevel: "2" }));
    expect(item).toMatchObject({ kind: "pdf", state: "pending", minLevel: 2 });
    const [job] = await rowsOf("SELECT id, kind, payload, state FROM jobs WHERE tenant_id = ?", shelf.tenantId);
    expect(job).toMatchObject({ kind: "extract_pdf", state: "due", payload: JSON.stringify({ itemId: item.id }) });
    expect(shelf.hints).toEqual([{ tenantId: shelf.tenantId, jobId: job?.["id"] }]);
    expect(await shelf.find(3, "massaggio")).toEqual([]);
    await run(shelf, item.id);
    await run(shelf, item.id);
    expect(await shelf.find(2, "massaggio")).toEqual(["Il massaggio costa 55 euro."]);
    expect([await shelf.find(1, "massaggio"), await stateOf(item.id)]).toEqual([
      [],
      { state: "ready", failure: null, characters: 27 },
    ]);
  });

  test("what is no PDF is refused by its bytes, whatever it is called", async () => {
    const shelf = await openShelf();
    expect(keyOf(await shelf.upload(new TextEncoder().encode("<html>"), { title: "vero.pdf" }))).toBe("unsupported_media");
    expect(keyOf(await shelf.upload(new Uint8Array(10 * 1024 * 1024 + 1)))).toBe("too_large");
    expect(await rowsOf("SELECT id FROM files WHERE tenant_id = ?", shelf.tenantId)).toEqual([]);
  });

  test("a broken one fails for good, with a reason; one that ends the runtime again and again is given up", async () => {
    const shelf = await openShelf();
    const broken = itemOf(await shelf.upload(new TextEncoder().encode("%PDF-1.7 nonsense")));
    expect(await run(shelf, broken.id)).toEqual({ kind: "done" });
    expect(await stateOf(broken.id)).toEqual({ state: "failed", failure: "unreadable", characters: 0 });
    const deadly = itemOf(await shelf.upload(await pdfOf("boom")));
    await run(shelf, deadly.id, 4);
    expect(await stateOf(deadly.id)).toMatchObject({ state: "failed" });
  });

  test("deleting takes file and row along, also before the job has run", async () => {
    const shelf = await openShelf();
    const item = itemOf(await shelf.upload(await pdfOf("ciao")));
    await removeItem(shelf.deps, shelf.db, item.id, "usr_1");
    expect(await run(shelf, item.id)).toEqual({ kind: "done" });
    expect(await rowsOf("SELECT id FROM files WHERE tenant_id = ?", shelf.tenantId)).toEqual([]);
    expect((await FILES.list({ prefix: `tenants/${shelf.tenantId}/` })).objects).toEqual([]);
  });
});

/** The same database, noting for each query how many rows D1 says it read. */
const counting = (d1: D1Database, read: number[]): D1Database =>
  new Proxy(d1, {
    get: (target, key) =>
      key === "prepare" ? (query: string) => countingStatement(target.prepare(query), read) : Reflect.get(target, key),
  });
const countingStatement = (statement: D1PreparedStatement, read: number[]): D1PreparedStatement =>
  new Proxy(statement, {
    get: (target, key) => {
      if (key === "bind") return (...values: unknown[]) => countingStatement(target.bind(...values), read);
      if (key !== "all") return Reflect.get(target, key);
      return async () => {
        const result = await target.all();
        read.push(result.meta.rows_read);
        return result;
      };
    },
  });
