import type { Media } from "../../schema/contract/media.ts";
import { eventStreamHeaders } from "../channels/web/sse.ts";
import { consentWord } from "../contacts/consentWords.ts";
import { partiesOf } from "../conversation/parties.ts";
import type { Inbound } from "../conversation/rpc.ts";
import { claimUploads } from "../media/uploads.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { CustomerCaller } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import type { PageDeps } from "./deps.ts";
import { threadThatHas } from "../conversation/formerThreads.ts";
import { openThread, type OpenThread } from "./openThread.ts";
import { readLastEvent } from "./readAnswer.ts";
import { isAnonymous, remainingMessages } from "./remaining.ts";

export interface ChatMessage {
  message: string;
  /** Files of theirs, uploaded before. */
  mediaIds: string[];
  clientMessageId: string;
}

const keyOf = ({ clientMessageId }: ChatMessage): string => `web:${clientMessageId}`;

const inboundOf = (
  { tenantId, agentId, addressHash }: CustomerCaller,
  thread: OpenThread,
  sent: ChatMessage,
  media: Media[],
): Inbound => ({
  birth: { id: thread.id, tenantId, agentId, contactId: thread.person.id },
  parties: partiesOf(thread.tenant, thread.agent, thread.person),
  channel: "web",
  text: sent.message,
  dedupeKey: keyOf(sent),
  quietMs: 0,
  whatsapp: null,
  answer: null,
  cargo: { media, place: null, button: null },
  sources: {},
  quotedSid: null,
  consent: consentWord(sent.message),
  addressHash: isAnonymous(thread.person) ? addressHash : null,
  people: {
    tenant: thread.tenant,
    agent: thread.agent,
    person: thread.person,
    reader: thread.reader,
    knowledge: thread.knowledge,
  },
});

/**
 * A customer writes on the page. The answer is streamed as it is written when the browser asks for events; else it is awaited.
 * While nobody answers by machine (a person is in charge, the answer comes to a later message) it is 202 with no response. The
 * same `clientMessageId` again stores nothing again and gets the same answer. Files have to be the customer's own uploads. Refuses
 * `blocked` after having stored it: what was acknowledged once is never lost (invariant I2).
 */
export const chat = async (
  deps: PageDeps,
  caller: CustomerCaller,
  sent: ChatMessage,
  request: Request,
): Promise<Response | Refusal> => {
  const opened = await openThread(deps, caller);
  if (isRefusal(opened)) return opened;
  const thread = { ...opened, id: await threadThatHas(deps, opened, keyOf(sent)) };
  const media = sent.mediaIds.length === 0 ? [] : await claimUploads(deps, caller.db, thread.person.id, sent.mediaIds);
  if (isRefusal(media)) return media;
  const events = await deps.conversation(thread.id).chat(inboundOf(caller, thread, sent, media));
  if ("refused" in events) return refuse(events.refused);
  const cookies: Record<string, string> = thread.setCookie === null ? {} : { "set-cookie": thread.setCookie };
  if (request.headers.get("accept")?.includes("text/event-stream"))
    return new Response(events, { headers: { ...eventStreamHeaders, ...cookies } });
  return wholeAnswer(deps, caller, thread, events, cookies);
};

const wholeAnswer = async (
  deps: PageDeps,
  { addressHash }: CustomerCaller,
  thread: OpenThread,
  events: ReadableStream<Uint8Array>,
  cookies: Record<string, string>,
): Promise<Response | Refusal> => {
  const last = await readLastEvent(events);
  if (!last) return refuse("unavailable", { headers: { "retry-after": "1", ...cookies } });
  const response = last.event === "committed" ? last.data.message.text : null;
  const remaining = await remainingMessages(deps, { ...thread, addressHash });
  return withHeaders({ response, remainingMessages: remaining }, response === null ? 202 : 200, cookies);
};
