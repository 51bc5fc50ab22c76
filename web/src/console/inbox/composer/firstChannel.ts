import { createMemo, type Accessor } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import { createCached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { createAgents } from "../../agents/data.ts";
import { reachesByNumber } from "../start/startRules.ts";

/**
 * Where the first message of a conversation will go in which nothing was said yet: to the person's number where the agent can write
 * there, else on its page, as the API decides (`workers/conversation/opening.ts`). Null while that is not known, and once something was
 * said.
 */
export const createFirstChannel = (conversation: Accessor<Conversation | undefined>): Accessor<Channel | null> => {
  const isNew = () => conversation()?.lastMessage === null;
  const contactId = () => conversation()?.contactId ?? "";
  const contact = createCached<Contact>(() => ({
    queryKey: keys.contact(contactId()),
    queryFn: ({ signal }) => call("GET /api/contacts/{id}", { params: { id: contactId() } }, signal),
    enabled: isNew(),
  }));
  const agents = createAgents();
  return createMemo(() => {
    const person = contact.data();
    const agent = agents.items().find(({ id }) => id === conversation()?.agentId);
    if (!isNew() || !person || !agent) return null;
    return reachesByNumber(agent, person) ? "whatsapp" : "web";
  });
};

/** The channel that the next message goes out on. */
export const channelOf = (conversation: Conversation, first: Channel | null): Channel =>
  conversation.lastMessage?.channel ?? first ?? "web";
