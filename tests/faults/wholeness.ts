import { expect, vi } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import type { Stage } from "../support/stage.ts";
import { readConversations, readD1 } from "../support/stores.ts";

interface List<T> {
  items: T[];
}

/** One customer's thread as the console shows it, or null while there is none. */
export async function threadOf(
  stage: Stage,
  person: string,
): Promise<{ conversation: Conversation; messages: Message[] } | null> {
  const contacts = await stage.owner.get<List<Contact>>(`/api/contacts?search=${encodeURIComponent(person)}`);
  const [contact] = contacts.items;
  if (contact === undefined) return null;
  const conversations = await stage.owner.get<List<Conversation>>(`/api/conversations?contactId=${contact.id}`);
  const [conversation] = conversations.items;
  if (conversation === undefined) return null;
  const { items } = await stage.owner.get<List<Message>>(`/api/conversations/${conversation.id}/messages?limit=100`);
  return { conversation, messages: items };
}

/** The texts that have reached a customer's phone, in order. */
export const onThePhone = async (stage: Stage, person: string): Promise<string[]> =>
  (await stage.world.messages({ person, direction: "outbound-api" })).map(({ body }) => body);

export const lastMessage = async (stage: Stage, person: string): Promise<Message | undefined> =>
  (await threadOf(stage, person))?.messages.at(-1);

/** Time for what must not happen. */
export const settled = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Expected {
  /** What the customer wrote, in order. */
  texts: string[];
  /** Messages of ours on the phone. */
  onPhone: number;
  /** Answers of the AI in the thread; as many as on the phone unless it says otherwise. */
  replies?: number;
}

/**
 * Waits until a customer's thread is whole, and says what is missing if it never is: every message stored once (I1, I2), in one
 * batch, in order (I3), at most one answer to each (I4), the same in the object, in D1 and on the phone (I6), and nothing left to be sent (I13).
 */
export const expectWhole = (stage: Stage, person: string, expected: Expected): Promise<void> =>
  vi.waitFor(() => look(stage, person, expected), { timeout: 60_000, interval: 150 });

async function look(stage: Stage, person: string, { texts, onPhone, replies = onPhone }: Expected): Promise<void> {
  const phone = await onThePhone(stage, person);
  expect(phone).toHaveLength(onPhone);
  const thread = await threadOf(stage, person);
  if (thread === null) throw new Error(`${person} has no thread`);
  const { conversation, messages } = thread;
  const inbound = messages.filter(({ direction }) => direction === "inbound");
  expect(inbound.map(({ text }) => text)).toEqual(texts);
  expectBatches(inbound);
  const answers = messages.filter(({ kind }) => kind === "reply");
  expect(answers).toHaveLength(replies);
  expect(new Set(answers.map(({ batchId }) => batchId)).size).toBe(answers.length);
  await expectStoredOnce(stage, person);
  expectProjected(stage, conversation, messages);
  expect(waiting(stage, conversation.id)).toEqual([]);
}

/** What the outbox of a thread still holds (I13). */
const waiting = (stage: Stage, conversationId: string): unknown[] =>
  readConversations(
    stage.stateDir,
    "SELECT lane, key FROM outbox WHERE EXISTS (SELECT 1 FROM state WHERE json_extract(json, '$.id') = ?)",
    conversationId,
  );

/** I3: every inbound message is in a batch, and a batch is one stretch of the thread. */
function expectBatches(inbound: Message[]): void {
  expect(inbound.every(({ batchId }) => batchId !== null)).toBe(true);
  const stretches = inbound.filter(({ batchId }, at) => batchId !== inbound[at - 1]?.batchId);
  expect(stretches).toHaveLength(new Set(inbound.map(({ batchId }) => batchId)).size);
}

/** I1: what Twilio has logged is in exactly one conversation, once. */
async function expectStoredOnce(stage: Stage, person: string): Promise<void> {
  for (const { sid } of await stage.world.messages({ person, direction: "inbound" }))
    expect(holders(stage, sid), sid).toHaveLength(1);
}

export const holders = (stage: Stage, sid: string): unknown[] =>
  readConversations(stage.stateDir, "SELECT id FROM messages WHERE dedupe_key = ?", `sid:${sid}`);

/** D1 holds what the object holds, and the console's list ends where the thread does. */
function expectProjected(stage: Stage, conversation: Conversation, messages: Message[]): void {
  const rows = readD1(
    stage.stateDir,
    "SELECT id, status, version, batch_id AS batchId FROM messages WHERE conversation_id = ? ORDER BY accepted_at, id",
    conversation.id,
  );
  expect(rows.map((row) => ({ ...row }))).toEqual(
    messages.map(({ id, status, version, batchId }) => ({ id, status, version, batchId })),
  );
  const last = messages.at(-1);
  expect(conversation.lastMessage).toMatchObject({ sender: last?.sender, status: last?.status });
  expect(conversation.lastMessageAt).toBe(last?.createdAt);
}
