import { describe, expect, test } from "vitest";
import { agentCreateSchema } from "../../schema/contract/agents.ts";
import { composeRequest } from "../../workers/agents/composeRequest.ts";
import { createAgent } from "../../workers/agents/createAgent.ts";
import { readFigures } from "../../workers/agents/figures.ts";
import { gatherPrompt, knowledgeQuestion } from "../../workers/agents/gatherPrompt.ts";
import { previewPrompt } from "../../workers/agents/previewPrompt.ts";
import { composePrompt } from "../../workers/agents/prompt.ts";
import type { ComposedPrompt } from "../../workers/agents/promptInput.ts";
import { routeTurn } from "../../workers/agents/routing.ts";
import { tryAgent } from "../../workers/agents/tryAgent.ts";
import { writerOf } from "../../workers/agents/writer.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { addText } from "../../workers/knowledge/addText.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { DB, openOffice, rowsOf } from "./officeFixtures.ts";

type Office = Awaited<ReturnType<typeof openOffice>>;

const levelled = {
  name: "Coach AI",
  levels: [1, 2, 3],
  instructions: "Aiuta ad allenarsi.",
  levelPromptOverlay1: "Rispondi brevemente",
  levelPromptOverlay2: "Accesso KB",
  levelPromptOverlay3: "Consulenza completa",
};
const standard = { name: "Assistenza Clienti", levels: [] };
const never = new AbortController().signal;

const create = async (office: Office, fields: Record<string, unknown> & { name: string }) => {
  const made = await createAgent(office.deps, office.db, office.tenant, agentCreateSchema.parse(fields), "usr_1");
  if (made instanceof Refusal) throw new Error(made.key);
  return made;
};
const know = async (office: Office, agentId: string | null, text: string, minLevel: 1 | 2 | 3) => {
  const scope = agentId === null ? "store" : "agent";
  const item = await addText(office.deps, office.db, { scope, agentId, title: "Pilates", text, minLevel }, "usr_1");
  if (item instanceof Refusal) throw new Error(item.key);
};
const addContact = async (office: Office, roles: string[], more: { phone?: string; level?: number } = {}) => {
  const { tenantId, chance } = office;
  const id = chance.id("contact");
  const run = (query: string, ...values: unknown[]) =>
    DB.prepare(query)
      .bind(tenantId, ...values)
      .run();
  await run(
    "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, 'Marta Bianchi', ?, '', 1, 1)",
    id,
    JSON.stringify(roles),
  );
  if (more.phone)
    await run(
      "INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, verified_at, created_at) VALUES (?, ?, ?, 'phone', ?, 1, 1)",
      chance.id("identity"),
      id,
      more.phone,
    );
  if (more.level)
    await run(
      "INSERT INTO subscriptions (tenant_id, id, contact_id, level, status, created_at, updated_at) VALUES (?, ?, ?, ?, 'active', 1, 1)",
      chance.id("subscription"),
      id,
      more.level,
    );
  return id;
};
const addEntry = (office: Office, contactId: string, title: string, day: number) =>
  DB.prepare(
    "INSERT INTO dossier_entries (tenant_id, id, contact_id, kind, title, body, happened_at, created_at) VALUES (?, ?, ?, 'exercise', ?, 'canary-dossier', ?, 1)",
  )
    .bind(office.tenantId, office.chance.id("dossierEntry"), contactId, title, Date.UTC(2026, 10, day))
    .run();
const preview = async (office: Office, agentId: string, query: Parameters<typeof previewPrompt>[4]): Promise<ComposedPrompt> => {
  const prompt = await previewPrompt(office.deps, office.db, office.tenant, agentId, query);
  if (prompt instanceof Refusal) throw new Error(prompt.key);
  return prompt;
};
const namesOf = (prompt: ComposedPrompt) => prompt.parts.map((part) => part.name);

describe("what was found beforehand", () => {
  test("is used for the very question it answers, and for no other level, agent or words", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    await know(office, agent.id, "La sauna apre alle 9.", 1);
    const writer = { participant: "lead", level: 1, client: null, language: null } as const;
    const question = knowledgeQuestion(agent.id, 1, ["sauna"]);
    const chunks = [{ itemId: "knw_x", title: "Trovato", text: "trovato prima" }];
    const titles = async (asked: typeof question) => {
      const sources = { tenant: office.tenant, agent, route: "levels" as const, writer, batch: ["sauna"], now: Date.now() };
      return (await gatherPrompt(office.db, { ...sources, found: { question: asked, chunks } })).knowledge.map(
        ({ text }) => text,
      );
    };
    expect(await titles(question)).toEqual(["trovato prima"]);
    for (const other of [
      { level: 3 as const },
      { level: 2 as const },
      { agentId: "agt_other" },
      { query: "orari" },
      { limit: 5 },
    ])
      expect(await titles({ ...question, ...other })).toEqual(["La sauna apre alle 9."]);
  });
});

describe("the preview", () => {
  test("is, byte for byte, what a turn with that contact and message sends", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    await know(office, agent.id, "Il pilates costa 40 euro al mese.", 2);
    const contactId = await addContact(office, ["client"], { level: 2 });
    const message = "Quanto costa il pilates?";
    const shown = await preview(office, agent.id, { contactId, message });

    const person = await readPerson(office.db, contactId);
    if (!person) throw new Error("nobody");
    const writer = writerOf(office.tenant, person);
    const turn = routeTurn({ ...writer, agent });
    if (turn.kind !== "prompt") throw new Error(turn.kind);
    const input = await gatherPrompt(office.db, {
      tenant: office.tenant,
      agent,
      route: turn.route,
      writer,
      batch: [message],
      now: Date.now(),
    });
    const { knowledge, level, language } = input;
    const request = composeRequest({
      agent,
      prompt: composePrompt(input),
      knowledge,
      history: [],
      batch: [message],
      level,
      language,
    });
    expect(request.system).toBe(shown.system);
    expect(namesOf(shown)).toEqual(["base", "instructions", "concise", "overlay1", "overlay2", "knowledge", "rules"]);
    expect(request.grounding).toEqual([{ title: "Pilates", text: "Il pilates costa 40 euro al mese." }]);
  });

  test("for a level alone equals that of a contact who holds it, known client or not", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    for (const level of [1, 2, 3] as const) {
      const [client, lead] = [await addContact(office, ["client"], { level }), await addContact(office, [], { level })];
      await addEntry(office, client, "Squat", 1);
      const shown = await preview(office, agent.id, { level });
      expect((await preview(office, agent.id, { contactId: client })).system).toBe(shown.system);
      expect((await preview(office, agent.id, { contactId: lead })).system).toBe(shown.system);
      expect(shown.system).not.toContain("canary-dossier");
    }
  });

  test("follows what is being typed, without storing it", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    const draft = { levelPromptOverlay3: "Nuovo Gold", conciseMode: false };
    const gold = await preview(office, agent.id, { level: 3, draft });
    expect(gold.system).toContain("━━━ ISTRUZIONI LIVELLO GOLD ━━━\nNuovo Gold");
    expect((await preview(office, agent.id, { level: 1, draft })).system).not.toContain("Nuovo Gold");
    expect((await preview(office, agent.id, { level: 3 })).system).toContain("Consulenza completa");
  });

  test("of a standard agent: assistance with the record for a client, the script for anyone else", async () => {
    const office = await openOffice();
    const agent = await create(office, standard);
    const [client, other] = [await addContact(office, ["client"]), await addContact(office, ["client"])];
    await addEntry(office, client, "Squat", 3);
    await addEntry(office, other, "Segreto di un altro", 3);
    const { system, ...prompt } = await preview(office, agent.id, { contactId: client });
    expect(prompt.parts.map((part) => part.name)).toEqual(["base", "concise", "assistance", "dossier", "rules"]);
    expect(system).toContain("[esercizi] 2026-11-03 · Squat");
    expect(system).not.toContain("Segreto di un altro");
    expect(namesOf(await preview(office, agent.id, {}))).toEqual(["base", "concise", "acquisition", "rules"]);
  });

  test("for the consultant shows the own figures, for reception and for those below the lowest level nothing", async () => {
    const office = await openOffice({ phones: { consultant: ["+447700900041"], reception: ["+447700900042"] } });
    const agent = await create(office, { ...levelled, levels: [2, 3], isActive: false });
    const consultant = await addContact(office, [], { phone: "+447700900041" });
    const reception = await addContact(office, ["client"], { phone: "+447700900042", level: 3 });
    expect(namesOf(await preview(office, agent.id, { contactId: consultant }))).toEqual(["base", "consultant", "figures"]);
    const nothing = { system: "", parts: [], tokens: 0 };
    expect(await preview(office, agent.id, { contactId: reception })).toEqual(nothing);
    expect(await preview(office, agent.id, { level: 1 })).toEqual(nothing);
    expect(namesOf(await preview(office, agent.id, { level: 2 }))).toContain("overlay2");
  });

  test("neither another tenant's agent nor its contact can be looked at", async () => {
    const [mine, theirs] = [await openOffice(), await openOffice()];
    const [agent, foreign] = [await create(mine, levelled), await create(theirs, standard)];
    const contactId = await addContact(theirs, ["client"]);
    for (const [id, query] of [
      [foreign.id, {}],
      [agent.id, { contactId }],
    ] as const) {
      const answer = await previewPrompt(mine.deps, mine.db, mine.tenant, id, query);
      expect(answer instanceof Refusal && answer.key).toBe("not_found");
    }
  });
});

describe("trying", () => {
  const say = (...texts: [sender: "client" | "ai", text: string][]) => texts.map(([sender, text]) => ({ sender, text }));

  test("sends the level's own prompt and the thread so far, settles what it cost, stores nothing", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    const messages = say(["client", "ciao"], ["ai", "Eccomi"], ["client", "vorrei"], ["client", "correre"]);
    const answer = await tryAgent(office.deps, office.db, office.tenant, agent.id, { level: 3, messages }, never);
    expect(answer).toEqual({
      response: "Certo!",
      model: "gemini-3.5-flash-lite",
      tokensIn: 1_000,
      tokensOut: 100,
      costMicros: 550,
    });
    expect(office.requests).toHaveLength(1);
    expect(office.requests[0]?.system).toBe((await preview(office, agent.id, { level: 3, message: "vorrei\ncorrere" })).system);
    expect(office.requests[0]?.contents).toEqual([
      { role: "user", text: "ciao" },
      { role: "model", text: "Eccomi" },
      { role: "user", text: "vorrei\ncorrere" },
    ]);
    expect(office.settled).toEqual([{ turnId: expect.stringMatching(/^trn_/), micros: 550, day: expect.any(String) }]);
    for (const table of ["conversations", "messages"])
      expect(await rowsOf(`SELECT * FROM ${table} WHERE tenant_id = ?`, office.tenantId)).toEqual([]);
  });

  test("refuses before the call when the cap does not hold it, and settles a failure", async () => {
    const office = await openOffice();
    const [poor, agent] = [await create(office, { ...levelled, dailySpendCapMicros: 1 }), await create(office, levelled)];
    const wanted = { level: 1, messages: say(["client", "ciao"]) } as const;
    const refused = await tryAgent(
      office.deps,
      office.db,
      office.tenant,
      poor.id,
      { ...wanted, messages: [...wanted.messages] },
      never,
    );
    expect([refused instanceof Refusal && refused.key, office.requests.length]).toEqual(["spend_cap_reached", 0]);
    office.answers.push({ ok: false, failure: "unavailable", detail: "503" });
    const failed = await tryAgent(
      office.deps,
      office.db,
      office.tenant,
      agent.id,
      { ...wanted, messages: [...wanted.messages] },
      never,
    );
    expect([failed instanceof Refusal && failed.key, office.settled.map(({ micros }) => micros)]).toEqual(["unavailable", [0]]);
  });

  test("below the lowest level answers with the upgrade text, without the model", async () => {
    const office = await openOffice();
    const agent = await create(office, { ...levelled, levels: [3], upgradeText: "Passa a Gold" });
    const answer = await tryAgent(
      office.deps,
      office.db,
      office.tenant,
      agent.id,
      { level: 2, messages: say(["client", "ciao"]) },
      never,
    );
    expect([answer, office.requests.length]).toMatchObject([{ response: "Passa a Gold", tokensIn: 0 }, 0]);
  });

  test("the last word must be the client's", async () => {
    const office = await openOffice();
    const agent = await create(office, levelled);
    const answer = await tryAgent(
      office.deps,
      office.db,
      office.tenant,
      agent.id,
      { level: 1, messages: say(["client", "a"], ["ai", "b"]) },
      never,
    );
    expect(answer instanceof Refusal && answer.errors?.[0]?.code).toBe("last_not_client");
  });
});

describe("figures", () => {
  test("count the tenant's own day, and say so when they were cut off", async () => {
    const now = Date.UTC(2026, 10, 18, 12);
    const [office, other] = [await openOffice(), await openOffice()];
    const idAt = (kind: "contact" | "conversation", when: number) => makeId(kind, when, office.chance.bytes(16));
    const agent = await create(office, standard);
    const at = async (when: number, roles: string[], needs: string | null) => {
      const contact = idAt("contact", when);
      const run = (query: string, ...values: unknown[]) =>
        DB.prepare(query)
          .bind(office.tenantId, ...values)
          .run();
      await run(
        "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, ?, ?, '', 1, 1)",
        contact,
        `C ${when}`,
        JSON.stringify(roles),
      );
      await run(
        "INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, needs_person, last_message_at, attention, version, created_at) VALUES (?, ?, ?, ?, 1, 1, ?, ?, ?, 1, 1)",
        idAt("conversation", when),
        agent.id,
        contact,
        needs,
        when,
        needs ? 1 : 0,
      );
    };
    await at(now - 3_600_000, ["lead"], null);
    await at(now - 7_200_000, ["client"], "asked");
    await at(now - 30 * 3_600_000, ["lead"], "send_failed");
    expect(await readFigures(office.db, now, "Europe/Rome")).toEqual({
      conversationsToday: 2,
      needsPerson: 2,
      newLeads: 1,
      lastContacts: [now - 3_600_000, now - 7_200_000, now - 30 * 3_600_000].map((when) => `C ${when}`),
      isWhole: true,
      leadsAreWhole: true,
    });
    for (let n = 0; n < 200; n++) await at(now - 60_000 - n, ["lead"], null);
    expect(await readFigures(office.db, now, "Europe/Rome")).toMatchObject({
      isWhole: false,
      leadsAreWhole: false,
      newLeads: 199,
    });
    expect(await readFigures(other.db, now, "Europe/Rome")).toMatchObject({
      conversationsToday: 0,
      newLeads: 0,
      lastContacts: [],
    });
  });

  test("read the top of the inbox in its own order, whatever the tenant's size", async () => {
    const office = await openOffice();
    const queries: string[] = [];
    const prepare = (query: string) => {
      queries.push(query);
      return DB.prepare(query);
    };
    const watched = { prepare } as D1Database;
    await readFigures(new TenantDb(watched, office.tenantId), Date.now(), "Europe/Rome");
    const query = queries.find((text) => text.includes("conversations")) ?? "";
    const values = Array.from({ length: query.split("?").length - 1 }, () => 1);
    const plan = (
      await DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
        .bind(...values)
        .all<{ detail: string }>()
    ).results.map((row) => row.detail);
    expect(plan.filter((step) => step.startsWith("SEARCH conversations USING INDEX conversations_inbox ("))).toHaveLength(2);
    expect(plan.join()).not.toContain("TEMP B-TREE");
  });
});
