import { expect, test, vi } from "vitest";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import type { Stage } from "../support/stage.ts";
import { readD1 } from "../support/stores.ts";
import { holders, onThePhone, settled } from "./wholeness.ts";

interface List<T> {
  items: T[];
}

/** An agent's threads as the console lists them, each with what was written in it. */
export const threadsOf = async (
  stage: Stage,
  agentId: string,
): Promise<{ conversation: Conversation; messages: Message[] }[]> => {
  const { items } = await stage.owner.get<List<Conversation>>(`/api/conversations?agentId=${agentId}&limit=100`);
  return Promise.all(
    items.map(async (conversation) => {
      const path = `/api/conversations/${conversation.id}/messages?limit=100`;
      return { conversation, messages: (await stage.owner.get<List<Message>>(path)).items };
    }),
  );
};

const written = (messages: Message[]): string[] =>
  messages.filter(({ direction }) => direction === "inbound").map(({ text }) => text);

/** The texts that customers wrote to an agent, thread by thread. */
const writtenTo = async (stage: Stage, agentId: string): Promise<string[][]> =>
  (await threadsOf(stage, agentId)).map(({ messages }) => written(messages));

const inOrder = (messages: Message[]): void => {
  const times = messages.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted());
};

const later = (look: () => Promise<void>, timeout = 60_000) => vi.waitFor(look, { timeout, interval: 200 });

/** A number goes from one agent to another, in the middle of conversations. */
export function numberMoves(stage: Stage): void {
  test("takes its conversations along, whole, and what is brought again stays one", async () => {
    const person = stage.newPerson();
    const phone = stage.world.phone(person);
    const { agent, line } = await stage.agentOnWhatsapp({ name: "Prima" });
    const then = await stage.agent({ name: "Poi" });
    const before = await phone.says("Ciao, sono io", { to: line.number });
    await phone.waitFor(1);
    await stage.owner.put(`/api/agents/${then.id}/whatsapp`, line);
    const again = await stage.world.redeliver(before.sid, 2);
    expect(again.deliveries.map(({ status }) => status)).toEqual([200, 200]);
    await later(async () => expect(await writtenTo(stage, then.id)).toEqual([["Ciao, sono io"]]));
    const after = await phone.says("Sono ancora io", { to: line.number });
    await phone.waitFor(2);
    await stage.world.redeliver(before.sid);
    await settled(1_000);
    expect(await onThePhone(stage, person)).toHaveLength(2);
    expect(holders(stage, before.sid)).toHaveLength(1);
    expect(holders(stage, after.sid)).toHaveLength(1);
    const [thread, ...others] = await threadsOf(stage, then.id);
    expect(others).toEqual([]);
    expect(thread?.conversation.agentName).toBe("Poi");
    expect(thread?.messages.map(({ direction }) => direction)).toEqual(["inbound", "outbound", "inbound", "outbound"]);
    expect(await writtenTo(stage, agent.id)).toEqual([]);
  });

  test("moves and moves back while everybody writes, and nobody loses a word", async () => {
    const people = Array.from({ length: 6 }, () => stage.newPerson());
    const { agent: one, line } = await stage.agentOnWhatsapp({ name: "Andata" });
    const other = await stage.agent({ name: "Ritorno" });
    const said = new Map<string, string[]>(people.map((person) => [person, []]));
    const say = async (person: string, text: string) => {
      const { status } = await stage.world.phone(person).says(text, { to: line.number });
      expect(status).toBe(200);
      said.get(person)!.push(text);
    };
    for (const [at, person] of people.entries()) await say(person, `Mi chiamo ${at}`);
    const over = new AbortController();
    const traffic = Promise.all(
      people.map(async (person) => {
        for (let n = 1; !over.signal.aborted; n++) {
          await say(person, `Messaggio ${n}`);
          await settled(150);
        }
      }),
    );
    await settled(300);
    await stage.owner.post(`/api/agents/${other.id}/whatsapp/move`, { fromAgentId: one.id });
    await settled(1_500);
    await stage.owner.post(`/api/agents/${one.id}/whatsapp/move`, { fromAgentId: other.id });
    await settled(1_500);
    await stage.owner.post(`/api/agents/${other.id}/whatsapp/move`, { fromAgentId: one.id });
    await settled(600);
    over.abort();
    await traffic;
    const expected = [...said.values()].map((texts) => texts.join("|")).toSorted();
    await later(async () => {
      const threads = await threadsOf(stage, other.id);
      expect(threads.map(({ messages }) => written(messages).join("|")).toSorted()).toEqual(expected);
      for (const { messages } of threads) inOrder(messages);
    }, 90_000);
    expect(await writtenTo(stage, one.id)).toEqual([]);
  }, 150_000);

  test("goes back and forth faster than its conversations can follow", async () => {
    const people = Array.from({ length: 5 }, () => stage.newPerson());
    const { agent: one, line } = await stage.agentOnWhatsapp({ name: "Ping" });
    const other = await stage.agent({ name: "Pong" });
    for (const person of people) await stage.world.phone(person).says("Prima", { to: line.number });
    for (const person of people) await stage.world.phone(person).waitFor(1, 60_000);
    for (let n = 0; n < 3; n++) {
      await stage.owner.post(`/api/agents/${other.id}/whatsapp/move`, { fromAgentId: one.id });
      const asked = people.map((person) => stage.world.phone(person).says(`Volta ${n}`, { to: line.number }));
      if (n < 2) await stage.owner.post(`/api/agents/${one.id}/whatsapp/move`, { fromAgentId: other.id });
      await Promise.all(asked);
    }
    const texts = ["Prima", "Volta 0", "Volta 1", "Volta 2"];
    await later(async () => {
      await stage.filo.tick();
      expect(await writtenTo(stage, other.id)).toEqual(people.map(() => texts));
      expect(await writtenTo(stage, one.id)).toEqual([]);
    }, 100_000);
  }, 150_000);

  test("joins the conversation that the other agent has with the same customer, and parts with it again", async () => {
    const person = stage.newPerson();
    const phone = stage.world.phone(person);
    const first = await stage.agentOnWhatsapp({ name: "Primo" });
    const second = await stage.agentOnWhatsapp({ name: "Secondo" });
    await phone.says("Al primo", { to: first.line.number });
    await phone.waitFor(1);
    await phone.says("Al secondo", { to: second.line.number });
    await phone.waitFor(2);
    await stage.owner.put(`/api/agents/${second.agent.id}/whatsapp`, first.line);
    await later(async () => expect(await writtenTo(stage, second.agent.id)).toEqual([["Al primo", "Al secondo"]]));
    expect(await writtenTo(stage, first.agent.id)).toEqual([]);
    await phone.says("A tutti e due", { to: first.line.number });
    await phone.waitFor(3);
    await stage.owner.post(`/api/agents/${first.agent.id}/whatsapp/move`, { fromAgentId: second.agent.id });
    await later(async () =>
      expect(await writtenTo(stage, first.agent.id)).toEqual([["Al primo", "Al secondo", "A tutti e due"]]),
    );
    await phone.says("Di nuovo al primo", { to: first.line.number });
    await phone.waitFor(4);
    const [thread] = await threadsOf(stage, first.agent.id);
    expect(thread?.conversation.agentName).toBe("Primo");
    expect(written(thread!.messages)).toHaveLength(4);
    inOrder(thread!.messages);
  });

  test("leaves alone what was held on another number", async () => {
    const person = stage.newPerson();
    const phone = stage.world.phone(person);
    const { agent, line } = await stage.agentOnWhatsapp({ name: "Cambia numero" });
    await phone.says("Al numero di prima", { to: line.number });
    await phone.waitFor(1);
    const newer = await stage.line(agent);
    const other = await stage.newPerson();
    await stage.world.phone(other).says("Al numero nuovo", { to: newer.number });
    await stage.world.phone(other).waitFor(1);
    const then = await stage.agent({ name: "Eredita" });
    await stage.owner.post(`/api/agents/${then.id}/whatsapp/move`, { fromAgentId: agent.id });
    await later(async () => expect(await writtenTo(stage, then.id)).toEqual([["Al numero nuovo"]]));
    await later(async () => {
      const jobs = readD1(stage.stateDir, "SELECT state FROM jobs WHERE json_extract(payload, '$.toAgentId') = ?", then.id);
      expect(jobs.every(({ state }) => state === "done")).toBe(true);
    });
    expect(await writtenTo(stage, agent.id)).toEqual([["Al numero di prima"]]);
  });
}
