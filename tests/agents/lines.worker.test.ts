import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { agentCreateSchema } from "../../schema/contract/agents.ts";
import { whatsappLines, type AgentRow } from "../../schema/tables/agents.ts";
import { connectWhatsapp } from "../../workers/agents/connectWhatsapp.ts";
import { createAgent } from "../../workers/agents/createAgent.ts";
import { disconnectWhatsapp } from "../../workers/agents/disconnectWhatsapp.ts";
import { moveLine } from "../../workers/agents/moveLine.ts";
import { readAgentWithLine } from "../../workers/agents/readAgent.ts";
import type { Content } from "../../workers/channels/whatsapp/templates/content.ts";
import { listTemplates } from "../../workers/channels/whatsapp/templates/listTemplates.ts";
import { syncTemplates } from "../../workers/channels/whatsapp/templates/syncTemplates.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { openOffice, rowsOf } from "./officeFixtures.ts";

type Office = Awaited<ReturnType<typeof openOffice>>;

const sandbox = "+14155238886";
const accountOf = (digit: string) => `AC${digit.repeat(32)}`;
let numbers = 100;
const freshNumber = () => `+141555501${String((numbers += 1) % 100).padStart(2, "0")}${numbers}`;
const keyOf = (answer: unknown) => (answer instanceof Refusal ? answer.key : "ok");

const create = async (office: Office, name: string): Promise<AgentRow> => {
  const made = await createAgent(office.deps, office.db, office.tenant, agentCreateSchema.parse({ name }), "usr_1");
  if (made instanceof Refusal) throw new Error(made.key);
  return made;
};
const connect = (office: Office, agentId: string, number: string, authToken = "t".repeat(32), accountSid = accountOf("b")) =>
  connectWhatsapp(office.deps, office.db, agentId, { accountSid, authToken, number }, "usr_1");
const move = (office: Office, agentId: string, fromAgentId: string) =>
  moveLine(office.deps, office.db, { agentId, fromAgentId }, "usr_1");
const ordersOf = ({ tenantId }: Office) =>
  rowsOf("SELECT payload FROM jobs WHERE tenant_id = ? AND kind = 'move_threads' ORDER BY id", tenantId);
const actionsOf = async ({ tenantId }: Office) =>
  (await rowsOf("SELECT action FROM audit_entries WHERE tenant_id = ? ORDER BY id", tenantId)).map(({ action }) => action);

describe("a number that moves", () => {
  test("goes with its line, its token and the order for its threads, in one batch", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, "Cede"), await create(office, "Riceve")];
    const number = freshNumber();
    await connect(office, a.id, number);
    const before = (await readAgentWithLine(office.db, a.id))!.line!;
    const moved = await move(office, b.id, a.id);
    if (moved instanceof Refusal) throw new Error(moved.key);
    const row = await office.db.first(whatsappLines, eq(whatsappLines.id, before.id));
    expect(row).toEqual({ ...before, agentId: b.id, updatedAt: row!.updatedAt });
    expect(row!.updatedAt).toBeGreaterThan(before.updatedAt);
    expect(moved.line).toEqual(row);
    expect(office.configured.at(-1)).toMatchObject({ number });
    const [order] = await ordersOf(office);
    expect(JSON.parse(String(order?.["payload"]))).toMatchObject({
      lineId: before.id,
      fromAgentId: a.id,
      toAgentId: b.id,
      number,
    });
    expect(office.hinted).toHaveLength(1);
    expect((await actionsOf(office)).at(-1)).toBe("agent.whatsapp_moved");
  });

  test("moves back, and each move is an order of its own", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, "Avanti"), await create(office, "Indietro")];
    await connect(office, a.id, freshNumber());
    for (const [to, from] of [
      [b.id, a.id],
      [a.id, b.id],
      [b.id, a.id],
    ] as const)
      expect(keyOf(await move(office, to, from))).toBe("ok");
    expect(await ordersOf(office)).toHaveLength(3);
    expect(office.forgotten).toEqual([]);
  });

  test("is refused where there is none, where one is already, and for strangers", async () => {
    const [office, theirs] = [await openOffice(), await openOffice()];
    const [a, b, empty] = [await create(office, "Uno"), await create(office, "Due"), await create(office, "Vuoto")];
    const foreign = await create(theirs, "Altrui");
    await connect(office, a.id, freshNumber());
    await connect(office, b.id, freshNumber());
    await connect(theirs, foreign.id, freshNumber());
    expect(keyOf(await move(office, b.id, a.id))).toBe("conflict");
    expect(keyOf(await move(office, a.id, a.id))).toBe("conflict");
    expect(keyOf(await move(office, b.id, empty.id))).toBe("conflict");
    expect(keyOf(await move(office, empty.id, foreign.id))).toBe("not_found");
    expect(keyOf(await move(office, foreign.id, a.id))).toBe("not_found");
    expect(await ordersOf(office)).toEqual([]);
  });

  test("asked for by two at once moves once", async () => {
    const office = await openOffice();
    const [a, b, c] = [await create(office, "Conteso"), await create(office, "Primo"), await create(office, "Secondo")];
    await connect(office, a.id, freshNumber());
    const results = await Promise.all([move(office, b.id, a.id), move(office, c.id, a.id)]);
    expect(results.map(keyOf).toSorted()).toEqual(["conflict", "ok"]);
    expect(await rowsOf("SELECT 1 FROM whatsapp_lines WHERE tenant_id = ?", office.tenantId)).toHaveLength(1);
  });

  test("by being connected elsewhere takes its threads along too; connecting it again does not", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, "Di prima"), await create(office, "Di poi")];
    const number = freshNumber();
    await connect(office, a.id, number);
    await connect(office, a.id, number, "u".repeat(33));
    expect(await ordersOf(office)).toEqual([]);
    await connect(office, b.id, number);
    expect(await ordersOf(office)).toHaveLength(1);
  });
});

describe("a number that several businesses use", () => {
  test("is each one's own under its own account, as the Sandbox's is", async () => {
    const [one, two] = [await openOffice(), await openOffice()];
    const [a, b] = [await create(one, "Palestra"), await create(two, "Studio")];
    expect(keyOf(await connect(one, a.id, sandbox, "x".repeat(32), accountOf("1")))).toBe("ok");
    expect(keyOf(await connect(two, b.id, sandbox, "y".repeat(33), accountOf("2")))).toBe("ok");
    expect((await readAgentWithLine(one.db, a.id))?.line).toMatchObject({ number: sandbox, accountSid: accountOf("1") });
    expect((await readAgentWithLine(two.db, b.id))?.line).toMatchObject({ number: sandbox, accountSid: accountOf("2") });
  });

  test("under one account is the first one's", async () => {
    const [one, two] = [await openOffice(), await openOffice()];
    const [a, b] = [await create(one, "Prima"), await create(two, "Dopo")];
    expect(keyOf(await connect(one, a.id, sandbox, "x".repeat(32), accountOf("3")))).toBe("ok");
    expect(keyOf(await connect(two, b.id, sandbox, "x".repeat(32), accountOf("3")))).toBe("number_taken");
  });
});

test("a token that is replaced is believed a day longer, and repeating the call does not push it out", async () => {
  const office = await openOffice();
  const agent = await create(office, "Rotazione");
  const number = freshNumber();
  const line = async () => (await readAgentWithLine(office.db, agent.id))!.line!;
  await connect(office, agent.id, number, "a".repeat(32));
  const first = await line();
  expect(first).toMatchObject({ formerTokenSealed: null, formerTokenUntil: null });
  await connect(office, agent.id, number, "b".repeat(33));
  const second = await line();
  expect(second.formerTokenSealed).toBe(first.authTokenSealed);
  expect(second.formerTokenUntil).toBe(second.updatedAt + 24 * 60 * 60_000);
  await connect(office, agent.id, number, "b".repeat(33));
  const third = await line();
  expect([third.formerTokenSealed, third.formerTokenUntil]).toEqual([first.authTokenSealed, second.formerTokenUntil]);
  await connect(office, agent.id, number, "c".repeat(34));
  expect((await line()).formerTokenSealed).toBe(second.authTokenSealed);
});

const content = (name: string, more: Partial<Content> = {}): Content => ({
  contentSid: `HX${name.padEnd(32, "0").slice(0, 32)}`,
  name,
  language: "it",
  category: "UTILITY",
  status: "approved",
  rejectionReason: null,
  body: `Ciao {{1}}, ${name}`,
  variables: [{ name: "1", sample: "Anna" }],
  isSupported: true,
  ...more,
});

describe("templates", () => {
  const listed = async (office: Office, agentId: string) => {
    const answer = await listTemplates(office.db, agentId);
    if (answer instanceof Refusal) throw new Error(answer.key);
    return answer.items;
  };
  const sync = (office: Office, agentId: string, contents: Content[]) => {
    office.offered.push({ kind: "found", contents });
    return syncTemplates(office.deps, office.db, agentId, "usr_1");
  };

  test("come, change and go as Twilio tells, keep their ids, and the approved ones stand first", async () => {
    const office = await openOffice();
    const agent = await create(office, "Con modelli");
    await connect(office, agent.id, freshNumber());
    await sync(office, agent.id, [content("a", { status: "pending" }), content("c"), content("b")]);
    const before = await listed(office, agent.id);
    expect(before.map(({ name, status }) => [name, status])).toEqual([
      ["b", "approved"],
      ["c", "approved"],
      ["a", "pending"],
    ]);
    await sync(office, agent.id, [
      content("a", { status: "rejected", rejectionReason: "Troppo vago" }),
      content("b"),
      content("d"),
    ]);
    const after = await listed(office, agent.id);
    expect(after.map(({ name, status }) => [name, status])).toEqual([
      ["b", "approved"],
      ["d", "approved"],
      ["a", "rejected"],
    ]);
    const idOf = (items: typeof after, name: string) => items.find((item) => item.name === name)?.id;
    expect([idOf(after, "a"), idOf(after, "b")]).toEqual([idOf(before, "a"), idOf(before, "b")]);
    const details = await rowsOf(
      "SELECT detail FROM audit_entries WHERE tenant_id = ? AND action = 'templates.synced' ORDER BY id",
      office.tenantId,
    );
    expect(details.map(({ detail }) => JSON.parse(String(detail)) as unknown)).toEqual([
      { added: 3, changed: 0, gone: 0 },
      { added: 1, changed: 1, gone: 1 },
    ]);
  });

  test("stay as they were while Twilio cannot be asked", async () => {
    const office = await openOffice();
    const agent = await create(office, "Twilio via");
    expect(keyOf(await syncTemplates(office.deps, office.db, agent.id, "usr_1"))).toBe("no_channel");
    await connect(office, agent.id, freshNumber());
    await sync(office, agent.id, [content("a")]);
    office.offered.push({ kind: "unavailable", detail: "Twilio 20503: away" });
    expect(keyOf(await syncTemplates(office.deps, office.db, agent.id, "usr_1"))).toBe("unavailable");
    expect(await listed(office, agent.id)).toHaveLength(1);
  });

  test("go along with their number, and are gone without one", async () => {
    const office = await openOffice();
    const [a, b] = [await create(office, "Mittente"), await create(office, "Destinatario")];
    await connect(office, a.id, freshNumber());
    await sync(office, a.id, [content("a"), content("b")]);
    const ids = (await listed(office, a.id)).map(({ id }) => id);
    await move(office, b.id, a.id);
    expect(await listed(office, a.id)).toEqual([]);
    expect((await listed(office, b.id)).map(({ id }) => id)).toEqual(ids);
    await disconnectWhatsapp(office.deps, office.db, b.id, "usr_1");
    expect(await rowsOf("SELECT 1 FROM templates WHERE tenant_id = ?", office.tenantId)).toEqual([]);
  });

  test("of another tenant's agent do not exist", async () => {
    const [mine, theirs] = [await openOffice(), await openOffice()];
    const foreign = await create(theirs, "Loro modelli");
    await connect(theirs, foreign.id, freshNumber());
    await sync(theirs, foreign.id, [content("a")]);
    expect(keyOf(await listTemplates(mine.db, foreign.id))).toBe("not_found");
    expect(keyOf(await syncTemplates(mine.deps, mine.db, foreign.id, "usr_1"))).toBe("not_found");
  });
});
