import { customerLanguages } from "../../schema/contract/enums.ts";
import type { Message } from "../../schema/contract/conversations.ts";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import { consentWord } from "../../workers/contacts/consentWords.ts";
import type { ConversationView, Inbound } from "../../workers/conversation/rpc.ts";
import type { StoredMessage } from "../../workers/conversation/state.ts";
import type { NodeStorage } from "../support/nodeStorage.ts";
import type { City } from "./city.ts";
import type { Ask } from "./messenger.ts";

/** A conversation as it is stored, and as it answers. */
interface Thread {
  id: string;
  stored: StoredMessage[];
  storage: NodeStorage;
  view: ConversationView;
}

const confirmations = new Set(
  customerLanguages.flatMap((language) => [consentText("stopped", language), consentText("started", language)]),
);
const ranks = ["queued", "sending", "ambiguous", "sent", "delivered", "read"];
const dayMs = 24 * 60 * 60_000;
/** How far our clock may be behind the world's. */
const skewMs = 21 * 60_000;

const threadsOf = async ({ process }: City): Promise<Thread[]> => {
  const threads: Thread[] = [];
  for (const { name: id, storage } of process.storages("CONVERSATION")) {
    const view = (await process.call("CONVERSATION", id, "view", [])) as ConversationView | null;
    const rows = storage.sql.exec("SELECT json FROM messages ORDER BY accepted_at, id").toArray();
    const stored = rows.map(({ json }) => JSON.parse(String(json)) as StoredMessage);
    if (view) threads.push({ id, storage, view, stored });
  }
  return threads;
};

const inbound = ({ stored }: Thread) => stored.filter(({ direction }) => direction === "inbound");

/** I4: who wrote before the faults ended is answered by now, or a person was called, or has taken over. */
const answered = async (city: City, endedAt: number): Promise<string[]> =>
  (await threadsOf(city)).flatMap((thread) => {
    const { aiEnabled, needsPerson } = thread.view;
    if (!aiEnabled || needsPerson !== null) return [];
    const replied = new Set(thread.stored.flatMap(({ direction, batchId }) => (direction === "outbound" ? [batchId] : [])));
    // STOP and START have answers of their own, and not each time; what was not answered when STOP came, is not.
    const stoppedAt = Math.max(
      0,
      ...inbound(thread).map(({ text, acceptedAt }) => (consentWord(text) === null ? 0 : acceptedAt)),
    );
    const open = inbound(thread).filter(
      ({ batchId, acceptedAt }) => acceptedAt > stoppedAt && acceptedAt < endedAt && !replied.has(batchId),
    );
    return open.map(({ text }) => `I4: ${text} of ${thread.id} is unanswered`);
  });

/** I13: five minutes after the faults nothing waits any more. */
const drained = async (city: City): Promise<string[]> => {
  const waiting = (await threadsOf(city)).flatMap(({ id, storage }) =>
    storage.sql
      .exec("SELECT lane, key, state FROM outbox WHERE state <> 'parked'")
      .toArray()
      .map(({ lane, key, state }) => `I13: ${String(lane)} ${String(key)} of ${id} is still ${String(state)}`),
  );
  const lines = city.process.storages("LINE").flatMap(({ name, storage }) =>
    storage.sql
      .exec("SELECT sid FROM inbox WHERE body IS NOT NULL")
      .toArray()
      .map(({ sid }) => `I13: ${String(sid)} waits at ${name}`),
  );
  return [...waiting, ...lines];
};

/** Everything else, once all has come to rest. */
const whole = async (city: City): Promise<string[]> => {
  const threads = await threadsOf(city);
  return [
    ...arrivals(city, threads),
    ...threads.flatMap(batches),
    ...sends(city, threads),
    ...statuses(city, threads),
    ...(await projections(city, threads)),
    ...spendings(city),
    ...city.model.wrong,
  ];
};

/** Whether something was written that is stored nowhere yet. */
const isMissing = async (city: City): Promise<boolean> => arrivals(city, await threadsOf(city)).length > 0;

/** I1, I2, I7: everything that customers wrote is stored once, with the business it was written to. */
const arrivals = ({ messenger, businesses }: City, threads: Thread[]): string[] => {
  const places = new Map<string, Thread[]>();
  for (const thread of threads)
    for (const { dedupeKey } of inbound(thread)) places.set(dedupeKey ?? "", [...(places.get(dedupeKey ?? "") ?? []), thread]);
  const written = messenger.log.filter(({ direction }) => direction === "inbound");
  const known = new Set(written.map(({ sid }) => `sid:${sid}`));
  const invented = [...places.keys()].filter((key) => !known.has(key)).map((key) => `I1: ${key} is stored and was never written`);
  return invented.concat(
    written.flatMap(({ sid, account, body }) => {
      const found = places.get(`sid:${sid}`) ?? [];
      const word = messenger.acknowledged.has(sid) ? "was acknowledged and" : "was never brought and";
      if (found.length !== 1) return [`I1, I2: ${body} ${word} is stored ${found.length} times`];
      const agentId = businesses.find((business) => business.account === account)?.agentId;
      return found[0]!.view.agentId === agentId ? [] : [`I7: ${body} is with another business`];
    }),
  );
};

/** I3, I4, I6, by what is stored. */
const batches = (thread: Thread): string[] => {
  const wrong: string[] = [];
  // STOP and START are answered at once, whatever else waits: they stand in nobody's way.
  const written = inbound(thread)
    .filter(({ text }) => consentWord(text) === null)
    .map(({ batchId }) => batchId);
  if (written.includes(null)) wrong.push(`I3: ${thread.id} has a message in no batch`);
  if (written.filter((batch, at) => batch !== written[at - 1]).length !== new Set(written).size)
    wrong.push(`I3: a batch of ${thread.id} is in pieces`);
  const replies = thread.stored.filter(({ sender, kind }) => sender === "ai" && kind === "reply").map(({ batchId }) => batchId);
  if (new Set(replies).size !== replies.length) wrong.push(`I4: a batch of ${thread.id} has two replies`);
  if (new Set(thread.stored.map(({ acceptedAt }) => acceptedAt)).size !== thread.stored.length)
    wrong.push(`I6: two messages of ${thread.id} have one time`);
  return wrong;
};

/** I5, I7, I9, and no part twice, by every call that the provider heard. */
const sends = (city: City, threads: Thread[]): string[] => {
  const { messenger } = city;
  const twice = messenger.shown.filter((key, at) => messenger.shown.indexOf(key) !== at);
  const wrong = twice.map((key) => `${key} reached the phone twice`);
  for (const ask of messenger.asks) {
    const thread = threads.find(({ id }) => id === ask.conversationId);
    const message = thread?.stored.find(({ id }) => id === ask.messageId);
    if (!thread || !message) {
      wrong.push(`${ask.text} was sent and is in no thread`);
      continue;
    }
    const business = city.businesses.find(({ account }) => account === ask.account);
    if (thread.view.agentId !== business?.agentId) wrong.push(`I7: ${ask.text} went out by another business`);
    if (confirmations.has(ask.text)) continue;
    if (message.sender === "ai" && isTakenOver(city, ask)) wrong.push(`I5: ${ask.text} was sent after the takeover`);
    if (isStopped(city, ask)) wrong.push(`I9: ${ask.text} was sent after STOP`);
    const wroteAt = messenger.wroteAt.get(`${ask.from} ${ask.to}`.replaceAll("whatsapp:", "")) ?? 0;
    if (ask.at - wroteAt > dayMs + skewMs) wrong.push(`I9: ${ask.text} was sent outside the window`);
  }
  return wrong;
};

/** Confirmed before the call, and not handed back between. */
const isTakenOver = ({ told }: City, { conversationId, moment }: Ask): boolean => {
  const own = told.filter((call) => call.name === conversationId && call.method === "toggleAi");
  const isOn = ({ given }: (typeof own)[number]) => (given as { aiEnabled: boolean }).aiEnabled;
  const taken = own.findLast((call) => !isOn(call) && call.answer !== null && call.endedAt < moment);
  return taken !== undefined && !own.some((call) => isOn(call) && call.endedAt > taken.beganAt && call.beganAt < moment);
};

/** STOP had been stored before the call set out, and nothing that was written since: what is on its way cannot be called back. */
const isStopped = ({ told, process }: City, { conversationId, messageId, part, moment: arrivedAt }: Ask): boolean => {
  const departures = process.setOut.get(`${messageId}:${part}`) ?? [];
  const moment = departures.findLast((at) => at <= arrivedAt) ?? arrivedAt;
  const received = told.filter(
    ({ name, method, answer }) =>
      name === conversationId && method === "receive" && !(answer as { duplicate: boolean }).duplicate,
  );
  const last = received.findLast((call) => call.beganAt < moment);
  return last !== undefined && last.endedAt < moment && (last.given as Inbound).consent === "stopped";
};

/** I11: no status goes back for those who watch, and the furthest that was reported is what is stored. */
const statuses = ({ live, messenger }: City, threads: Thread[]): string[] => {
  const wrong: string[] = [];
  const seen = new Map<string, string>();
  for (const { event } of live) {
    if (event.type !== "MESSAGE_STATUS") continue;
    const before = seen.get(event.messageId) ?? "queued";
    if (ranks.indexOf(event.status) !== -1 && ranks.indexOf(event.status) < ranks.indexOf(before))
      wrong.push(`I11: ${event.messageId} went from ${before} to ${event.status}`);
    seen.set(event.messageId, event.status);
  }
  for (const [key, status] of messenger.reported) {
    const [conversationId, messageId] = key.split(":");
    const message = threads.find(({ id }) => id === conversationId)?.stored.find(({ id }) => id === messageId);
    if (message && ranks.indexOf(message.status) < ranks.indexOf(status))
      wrong.push(`I11: ${messageId} was reported ${status} and is ${message.status}`);
  }
  return wrong;
};

/** I6, I7: D1 and the thread itself tell the same, in the same order. */
const projections = async ({ d1, process }: City, threads: Thread[]): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { id, stored, view } of threads) {
    const rows = select(
      d1.real,
      "SELECT id, status, tenant_id FROM messages WHERE conversation_id = ? ORDER BY accepted_at, id",
      id,
    );
    const told = rows.map((row) => `${String(row["id"])} ${String(row["status"])}`);
    const kept = stored.filter(({ kind }) => kind !== "topic").map((message) => `${message.id} ${message.status}`);
    if (told.join() !== kept.join()) wrong.push(`I6: D1 tells ${id} otherwise:\n${told.join("\n")}\nand not\n${kept.join("\n")}`);
    const page = await process.call("CONVERSATION", id, "messages", [{ direction: "before", limit: 1_000 }]);
    const shown = (page as { items: Message[] }).items.map((message) => message.id);
    if (shown.join() !== stored.map((message) => message.id).join()) wrong.push(`I6: the page of ${id} has another order`);
    const [row] = select(
      d1.real,
      "SELECT ai_enabled, last_text, inbound_count, needs_person FROM conversations WHERE id = ?",
      id,
    );
    const inInbox = [row?.["ai_enabled"] === 1, row?.["inbound_count"], row?.["needs_person"]].join();
    if (inInbox !== [view.aiEnabled, view.inboundCount, view.needsPerson].join())
      wrong.push(`I6: the inbox tells ${id} otherwise: ${inInbox}`);
  }
  return wrong;
};

/** I12: whatever was asked had been reserved, the day's sum is that of its turns, and nothing stays reserved, unless the process died amid it. */
const spendings = ({ process, model }: City): string[] => {
  let reservations = 0;
  const wrong = process.storages("QUOTA").flatMap(({ name, storage }) => {
    const turns = storage.sql.exec("SELECT reserved, settled FROM turns").toArray();
    reservations += turns.length;
    const sum = turns.reduce((all, { reserved, settled }) => all + Number(reserved ?? 0) + Number(settled), 0);
    const committed = storage.sql.exec("SELECT SUM(committed) AS sum FROM days").one()["sum"];
    return sum === Number(committed) ? [] : [`I12: ${name} says ${Number(committed)} were spent, and its turns say ${sum}`];
  });
  return model.asked <= reservations ? wrong : [...wrong, `I12: ${model.asked} calls by ${reservations} reservations`];
};

const select = (d1: City["d1"]["real"], query: string, value: string): Record<string, unknown>[] => {
  const statement = d1.statement(query, "objects");
  return statement.all(value);
};

export const judge = { answered, drained, isMissing, whole };
