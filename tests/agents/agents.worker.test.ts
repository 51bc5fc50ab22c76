import { describe, expect, test } from "vitest";
import { agentCreateSchema, agentSchema } from "../../schema/contract/agents.ts";
import { showAgent } from "../../workers/agents/agentOnWire.ts";
import { connectWhatsapp } from "../../workers/agents/connectWhatsapp.ts";
import { createAgent } from "../../workers/agents/createAgent.ts";
import { deleteAgent } from "../../workers/agents/deleteAgent.ts";
import { disconnectWhatsapp } from "../../workers/agents/disconnectWhatsapp.ts";
import { patchAgent } from "../../workers/agents/patchAgent.ts";
import { listAgents, readAgent, readAgentWithLine } from "../../workers/agents/readAgent.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { openOffice, rowsOf } from "./officeFixtures.ts";

type Office = Awaited<ReturnType<typeof openOffice>>;
const sid = (digit: string) => `AC${digit.repeat(32)}`;
let numbers = 100;
const freshNumber = () => `+4477009${String((numbers += 1)).padStart(5, "0")}`;

const create = async (office: Office, fields: Record<string, unknown> & { name: string }): Promise<AgentRow> => {
  const made = await createAgent(office.deps, office.db, office.tenant, agentCreateSchema.parse(fields), "usr_1");
  if (made instanceof Refusal) throw new Error(made.key);
  return made;
};
const keyOf = (answer: unknown) => (answer instanceof Refusal ? answer.key : answer);
const actions = async ({ tenantId }: Office) =>
  (await rowsOf("SELECT action FROM audit_entries WHERE tenant_id = ? ORDER BY id", tenantId)).map((row) => row["action"]);

describe("creating", () => {
  test("defaults come from the contract, texts are never empty, the answer fits the contract", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Coach Aurora" });
    expect(agent).toMatchObject({
      slug: "coach-aurora",
      levels: [],
      dailyMessageLimit: 15,
      quietMs: 4_000,
      conciseMode: true,
      version: 1,
    });
    expect(agent.greeting).toBe("Ciao! Sono Coach Aurora, l'assistente virtuale di Palestra Aurora. Come posso aiutarti?");
    const shown = await showAgent(office.deps, { agent, line: null });
    expect(agentSchema.strict().parse(shown)).toEqual(shown);
    expect(await readAgent(office.db, agent.id)).toEqual(agent);
  });

  test("a slug made of the name steps aside, also for another tenant; a given one is refused", async () => {
    const [one, two] = [await openOffice(), await openOffice()];
    expect((await create(one, { name: "Segreteria" })).slug).toBe("segreteria");
    expect((await create(one, { name: "Segreteria" })).slug).toBe("segreteria-2");
    expect((await create(two, { name: "Segreteria" })).slug).toBe("segreteria-3");
    const refused = await createAgent(
      two.deps,
      two.db,
      two.tenant,
      agentCreateSchema.parse({ name: "X", slug: "segreteria" }),
      "usr_1",
    );
    expect(keyOf(refused)).toBe("slug_taken");
    expect(await actions(two)).toEqual(["agent.created"]);
  });
});

describe("changing", () => {
  test("lays the given fields over the rest, counts the version, records which fields", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Da cambiare", persona: "vecchia" });
    const changed = await patchAgent(
      office.deps,
      office.db,
      agent.id,
      { levelPromptOverlay3: "Nuovo", levels: [1, 3], version: 1 },
      "usr_1",
    );
    expect(changed).toMatchObject({ persona: "vecchia", levelPromptOverlay3: "Nuovo", levels: [1, 3], version: 2 });
    const [entry] = await rowsOf(
      "SELECT detail FROM audit_entries WHERE tenant_id = ? AND action = 'agent.changed'",
      office.tenantId,
    );
    expect(JSON.parse(String(entry?.["detail"]))).toEqual({ fields: ["levels", "levelPromptOverlay3"], version: 2 });
  });

  test("an old version is a conflict, and of several at once one wins and one is recorded", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Conteso" });
    const patch = (name: string) => patchAgent(office.deps, office.db, agent.id, { name, version: 1 }, "usr_1");
    const results = await Promise.all([patch("a"), patch("b"), patch("c")]);
    expect(results.map(keyOf).filter((key) => key === "conflict")).toHaveLength(2);
    expect(keyOf(await patch("d"))).toBe("conflict");
    expect(await actions(office)).toEqual(["agent.created", "agent.changed"]);
  });

  test("a taken slug is refused, the own one is not", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, { name: "Primo slug" }), await create(office, { name: "Secondo slug" })];
    expect(keyOf(await patchAgent(office.deps, office.db, b.id, { slug: a.slug }, "usr_1"))).toBe("slug_taken");
    expect(await patchAgent(office.deps, office.db, b.id, { slug: b.slug }, "usr_1")).toMatchObject({ slug: b.slug });
  });
});

test("another tenant's agent does not exist, for any verb", async () => {
  const [mine, theirs] = [await openOffice(), await openOffice()];
  const { id } = await create(theirs, { name: "Altrui" });
  const line = { accountSid: sid("9"), authToken: "x".repeat(32), number: freshNumber() };
  expect(await readAgent(mine.db, id)).toBeNull();
  expect(keyOf(await patchAgent(mine.deps, mine.db, id, { name: "Mio" }, "usr_1"))).toBe("not_found");
  expect(keyOf(await deleteAgent(mine.deps, mine.db, id, "usr_1"))).toBe("not_found");
  expect(keyOf(await connectWhatsapp(mine.deps, mine.db, id, line, "usr_1"))).toBe("not_found");
  expect(keyOf(await disconnectWhatsapp(mine.deps, mine.db, id, "usr_1"))).toBe("not_found");
  expect((await listAgents(mine.db, { limit: 10 })).items).toEqual([]);
  expect(await readAgent(theirs.db, id)).toMatchObject({ name: "Altrui", version: 1 });
});

test("lists go on where they stopped, and a forged cursor begins anew", async () => {
  const office = await openOffice();
  const names = ["Elenco uno", "Elenco due", "Elenco tre"];
  for (const name of names) await create(office, { name });
  const first = await listAgents(office.db, { limit: 2 });
  const second = await listAgents(office.db, { limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ agent }) => agent.name).toSorted()).toEqual(names.toSorted());
  expect(second.nextCursor).toBeNull();
  expect((await listAgents(office.db, { limit: 2, cursor: "bm9wZQ" })).items).toHaveLength(2);
});

test("deleting frees slug and number and keeps the row for its threads", async () => {
  const office = await openOffice();
  const agent = await create(office, { name: "Effimero" });
  const number = freshNumber();
  await connectWhatsapp(office.deps, office.db, agent.id, { accountSid: sid("a"), authToken: "x".repeat(32), number }, "usr_1");
  expect(keyOf(await deleteAgent(office.deps, office.db, agent.id, "usr_1"))).toBeUndefined();
  expect(office.forgotten).toEqual([{ accountSid: sid("a"), number }]);
  expect(await readAgent(office.db, agent.id)).toBeNull();
  expect(await rowsOf("SELECT deleted_at IS NOT NULL AS gone FROM agents WHERE id = ?", agent.id)).toEqual([{ gone: 1 }]);
  expect((await create(office, { name: "Effimero" })).slug).toBe("effimero");
  expect(keyOf(await deleteAgent(office.deps, office.db, agent.id, "usr_1"))).toBe("not_found");
});

describe("WhatsApp", () => {
  const connect = (office: Office, agentId: string, number: string, authToken = "t".repeat(32)) =>
    connectWhatsapp(office.deps, office.db, agentId, { accountSid: sid("b"), authToken, number }, "usr_1");
  const linesOf = ({ tenantId }: Office) =>
    rowsOf("SELECT id, agent_id AS agent, number, auth_token_sealed AS token FROM whatsapp_lines WHERE tenant_id = ?", tenantId);

  test("a line is sealed for its own row, configured, and shown without its token", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Con numero" });
    const number = freshNumber();
    const connected = await connect(office, agent.id, number, "segreto-".repeat(4));
    const [line] = await linesOf(office);
    expect(line?.["token"]).toBe(`sealed:${line?.["id"]}:32`);
    expect(office.configured).toEqual([{ accountSid: sid("b"), number }]);
    if (connected instanceof Refusal) throw new Error(connected.key);
    const shown = await showAgent(office.deps, connected);
    expect(shown.whatsapp).toEqual({ accountSid: sid("b"), number, lastInboundAt: "2026-11-18T09:00:00.000Z" });
    expect(JSON.stringify(shown)).not.toMatch(/sealed|segreto/);
    expect(JSON.stringify(await rowsOf("SELECT * FROM audit_entries WHERE tenant_id = ?", office.tenantId))).not.toMatch(
      /sealed|segreto/,
    );
  });

  test("connecting again replaces the token and keeps the line", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Ricollegato" });
    const number = freshNumber();
    await connect(office, agent.id, number);
    const [before] = await linesOf(office);
    await connect(office, agent.id, number, "u".repeat(40));
    expect(await linesOf(office)).toEqual([{ ...before, token: `sealed:${before?.["id"]}:40` }]);
    expect([office.configured.length, office.forgotten.length]).toEqual([2, 0]);
  });

  test("a number moves between the tenant's agents with its line; the former number of the new owner is let go", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, { name: "Cede" }), await create(office, { name: "Riceve" })];
    const [moving, former] = [freshNumber(), freshNumber()];
    await connect(office, a.id, moving);
    await connect(office, b.id, former);
    const line = (await linesOf(office)).find((row) => row["number"] === moving);
    await connect(office, b.id, moving);
    expect(await linesOf(office)).toMatchObject([{ id: line?.["id"], agent: b.id, number: moving }]);
    expect(office.forgotten).toEqual([{ accountSid: sid("b"), number: former }]);
    expect(office.configured.at(-1)).toEqual({ accountSid: sid("b"), number: moving });
    expect((await readAgentWithLine(office.db, a.id))?.line).toBeNull();
  });

  test("another tenant's number is taken, and stays as it is", async () => {
    const [mine, theirs] = [await openOffice(), await openOffice()];
    const [own, foreign] = [await create(mine, { name: "Mio numero" }), await create(theirs, { name: "Loro numero" })];
    const number = freshNumber();
    await connect(theirs, foreign.id, number);
    const former = freshNumber();
    await connect(mine, own.id, former);
    expect(keyOf(await connect(mine, own.id, number))).toBe("number_taken");
    expect(await linesOf(mine)).toMatchObject([{ agent: own.id, number: former }]);
    expect(await linesOf(theirs)).toMatchObject([{ agent: foreign.id, number }]);
    expect([mine.configured.length, mine.forgotten.length]).toEqual([1, 0]);
  });

  test("disconnecting forgets the line, and twice is as once", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Staccato" });
    await connect(office, agent.id, freshNumber());
    await disconnectWhatsapp(office.deps, office.db, agent.id, "usr_1");
    expect(keyOf(await disconnectWhatsapp(office.deps, office.db, agent.id, "usr_1"))).toBeUndefined();
    expect([await linesOf(office), office.forgotten.length]).toEqual([[], 1]);
  });

  test("a line that does not answer shows the agent all the same", async () => {
    const office = await openOffice();
    const agent = await create(office, { name: "Muto" });
    await connect(office, agent.id, freshNumber());
    const found = await readAgentWithLine(office.db, agent.id);
    if (!found) throw new Error("gone");
    const broken = { ...office.deps, lines: { ...office.deps.lines, lastInboundAt: () => Promise.reject(new Error("down")) } };
    expect((await showAgent(broken, found)).whatsapp?.lastInboundAt).toBeNull();
  });
});

test("a page as long as the contract allows is one query's parameters too many, and is read all the same", async () => {
  const office = await openOffice();
  for (let n = 0; n < 101; n++) await create(office, { name: `Agente ${n}`, slug: `many-${n}` });
  const page = await listAgents(office.db, { limit: 100 });
  expect(page.items).toHaveLength(100);
  expect(page.nextCursor).not.toBeNull();
});
