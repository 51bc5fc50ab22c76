import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Template } from "../../schema/contract/templates.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { changeD1 } from "../support/stores.ts";
import { threadsOf } from "./numberMoves.ts";
import { expectWhole, onThePhone } from "./wholeness.ts";

/** Numbers and their credentials: shared, replaced, moved in a power cut. */

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});

afterAll(() => stage.close());

const sandbox = "+14155238886";

test("a token is replaced without a gap: before Twilio promotes it, and after", async () => {
  const person = stage.newPerson();
  const phone = stage.world.phone(person);
  const { agent, line } = await stage.agentOnWhatsapp({ name: "Rotazione" });
  const { accountSid, number } = line;
  await phone.says("Prima", { to: number });
  await phone.waitFor(1);
  const { secondaryAuthToken: renewed } = await stage.world.makeSecondaryToken(accountSid);
  await stage.owner.put(`/api/agents/${agent.id}/whatsapp`, { accountSid, number, authToken: renewed });
  const between = await phone.says("Tra i due", { to: number });
  expect(between.status).toBe(200);
  await phone.waitFor(2);
  await stage.world.promoteToken(accountSid);
  const after = await phone.says("Dopo", { to: number });
  expect(after.status).toBe(200);
  await phone.waitFor(3);
  await expectWhole(stage, person, { texts: ["Prima", "Tra i due", "Dopo"], onPhone: 3 });
});

test("a new token that is told too early still sends with the one before", async () => {
  const person = stage.newPerson();
  const { agent, line } = await stage.agentOnWhatsapp({ name: "Presto" });
  await stage.owner.put(`/api/agents/${agent.id}/whatsapp`, { ...line, authToken: "f".repeat(32) });
  await stage.world.phone(person).says("Mi senti?", { to: line.number });
  await expectWhole(stage, person, { texts: ["Mi senti?"], onPhone: 1 });
});

test("templates are asked for with the number's own credentials, and follow what Twilio says of them", async () => {
  const { agent, line } = await stage.agentOnWhatsapp({ name: "Modelli" });
  const { accountSid } = line;
  const types = { "twilio/quick-reply": { body: "Ciao {{1}}, confermi?", actions: [{ title: "Sì", id: "yes" }] } };
  const known = { accountSid, friendlyName: "conferma", types, variables: { "1": "Anna" } };
  const { sid } = await stage.world.templates.put({ ...known, approval: { status: "pending" } });
  const path = `/api/agents/${agent.id}/templates`;
  expect(await stage.owner.get(path)).toEqual({ items: [], nextCursor: null });
  const first = await stage.owner.post<{ items: Template[] }>(`${path}/sync`, {});
  expect(first.items).toMatchObject([
    { name: "conferma", status: "pending", body: "Ciao {{1}}, confermi?", variables: [{ name: "1", sample: "Anna" }] },
  ]);
  await stage.world.templates.put({ ...known, sid, approval: { status: "approved" } });
  await stage.world.promoteToken((await stage.world.makeSecondaryToken(accountSid)).accountSid);
  expect((await stage.owner.ask("POST", `${path}/sync`, {})).status).toBe(503);
  const { authToken } = await stage.world.putAccount({ accountSid, authToken: line.authToken });
  expect(authToken).toBe(line.authToken);
  const second = await stage.owner.post<{ items: Template[] }>(`${path}/sync`, {});
  expect(second.items).toMatchObject([{ id: first.items[0]!.id, status: "approved" }]);
});

test("the Sandbox's number serves two businesses, each under its own account", async () => {
  const other = await stage.signUp("Studio Boreale");
  const [mine, theirs] = [await stage.agent({ name: "Mia" }), await stage.agent({ name: "Loro" }, other)];
  const connect = async (owner: Stage["owner"], agentId: string) => {
    const { accountSid, authToken } = await stage.world.putAccount({});
    await owner.put(`/api/agents/${agentId}/whatsapp`, { accountSid, authToken, number: sandbox });
    return { accountSid, authToken };
  };
  const first = await connect(stage.owner, mine.id);
  const second = await connect(other, theirs.id);
  const taken = await other.put(`/api/agents/${theirs.id}/whatsapp`, { ...first, number: sandbox }).then(
    () => null,
    (cause: unknown) => String(cause),
  );
  expect(taken).toContain("number_taken");
  const webhookUrl = `${stage.url}/api/whatsapp/webhook`;
  const [anna, bruno] = [stage.newPerson(), stage.newPerson()];
  // The world has one account for a number at a time, as one phone is joined to one of them.
  await stage.world.putNumber({ number: sandbox, accountSid: first.accountSid, webhookUrl });
  await stage.world.phone(anna).says("Per la palestra", { to: sandbox });
  await stage.world.phone(anna).waitFor(1, 60_000);
  await stage.world.putNumber({ number: sandbox, accountSid: second.accountSid, webhookUrl });
  await stage.world.phone(bruno).says("Per lo studio", { to: sandbox });
  await stage.world.phone(bruno).waitFor(1, 60_000);
  const seen = async (owner: Stage["owner"]) => {
    const { items } = await owner.get<{ items: { contactName: string; lastMessage: unknown }[] }>("/api/conversations?limit=100");
    return items.length;
  };
  expect(await seen(other)).toBe(1);
  const [thread] = await threadsOf(stage, mine.id);
  expect(thread?.messages[0]?.text).toBe("Per la palestra");
  expect((await threadsOf(stage, mine.id)).length).toBe(1);
  expect(await onThePhone(stage, bruno)).toHaveLength(1);
}, 60_000);

test("a move that a power cut interrupts is finished afterwards, and doing it again changes nothing", async () => {
  const people = Array.from({ length: 4 }, () => stage.newPerson());
  const { agent, line } = await stage.agentOnWhatsapp({ name: "Interrotta" });
  const then = await stage.agent({ name: "Ripresa" });
  for (const person of people) await stage.world.phone(person).says(`Sono ${person}`, { to: line.number });
  for (const person of people) await stage.world.phone(person).waitFor(1);
  await stage.owner.post(`/api/agents/${then.id}/whatsapp/move`, { fromAgentId: agent.id });
  await stage.kill();
  changeD1(stage.stateDir, "UPDATE jobs SET state = 'due', due_at = 0 WHERE kind = 'move_threads'");
  await stage.restart();
  await stage.filo.tick();
  const whole = () =>
    vi.waitFor(
      async () => {
        const threads = await threadsOf(stage, then.id);
        expect(threads.map(({ messages }) => messages[0]?.text).toSorted()).toEqual(
          people.map((person) => `Sono ${person}`).toSorted(),
        );
        expect(threads.map(({ messages }) => messages.length)).toEqual([2, 2, 2, 2]);
      },
      { timeout: 20_000, interval: 300 },
    );
  await whole();
  changeD1(stage.stateDir, "UPDATE jobs SET state = 'due', due_at = 0 WHERE kind = 'move_threads'");
  await stage.filo.tick();
  await whole();
  expect(await threadsOf(stage, agent.id)).toEqual([]);
}, 60_000);
