import type { Contact } from "../../schema/contract/contacts.ts";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import type { ConsoleClient } from "../support/consoleClient.ts";
import type { GeminiRequest } from "../world/contract.ts";

export interface List<T> {
  items: T[];
  nextCursor: string | null;
}

/** The system instruction exactly as it was on the wire. */
export const systemOf = (request: GeminiRequest): string =>
  (request.body.systemInstruction?.parts ?? []).map(({ text }) => text).join("");

/** The turns of a request as `role: text`. */
export const turnsOf = (request: GeminiRequest): string[] =>
  (request.body.contents ?? []).map(({ role, parts }) => `${role}: ${(parts ?? []).map(({ text }) => text).join("")}`);

/** The one contact with these words in its name, number or e-mail. */
export async function findContact(owner: ConsoleClient, search: string): Promise<Contact> {
  const { items } = await owner.get<List<Contact>>(`/api/contacts?search=${encodeURIComponent(search)}`);
  return only(items);
}

export async function conversationOf(owner: ConsoleClient, contactId: string, agentId: string): Promise<Conversation> {
  const { items } = await owner.get<List<Conversation>>(`/api/conversations?contactId=${contactId}&agentId=${agentId}`);
  return only(items);
}

export const threadOf = async (owner: ConsoleClient, conversationId: string): Promise<Message[]> =>
  (await owner.get<List<Message>>(`/api/conversations/${conversationId}/messages`)).items;

function only<T>(items: T[]): T {
  const [first] = items;
  if (first === undefined || items.length > 1) throw new Error(`${items.length} instead of one`);
  return first;
}
