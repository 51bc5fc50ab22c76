import type { Message } from "../../schema/contract/conversations.ts";
import { consentWord } from "../../workers/contacts/consentWords.ts";
import type { ConversationState } from "../../workers/conversation/state.ts";
import type { City } from "./city.ts";
import { confirmations, inbound, isOf, isOn, merges, select, type Thread } from "./evidence.ts";

/** A message's time is at least a millisecond after the one before it, whatever the clock says. */
const slackMs = 50;
/** Codes are between Filo and the customer: they are told whoever is in charge. */
const codeReply = /\b\d{6}\b/;

/** I1, I2, I7: everything that customers wrote is stored once, with the business it was written to. */
export const arrivals = (city: City, threads: Thread[]): string[] => {
  const { messenger, businesses, browser } = city;
  const places = new Map<string, Thread[]>();
  for (const thread of threads)
    for (const { dedupeKey } of inbound(thread)) places.set(dedupeKey ?? "", [...(places.get(dedupeKey ?? "") ?? []), thread]);
  const written = messenger.log.filter(({ direction }) => direction === "inbound");
  const known = new Set([...written.map(({ sid }) => `sid:${sid}`), ...browser.written.map(({ key }) => key)]);
  const invented = [...places.keys()].filter((key) => !known.has(key)).map((key) => `I1: ${key} is stored and was never written`);
  const onPage = browser.written.flatMap(({ key, text, isTaken }) => {
    const times = places.get(key)?.length ?? 0;
    return times > 1 || (isTaken && times === 0) ? [`I1, I2: ${text} of the page is stored ${times} times`] : [];
  });
  return invented.concat(
    onPage,
    written.flatMap(({ sid, account, body }) => {
      const found = places.get(`sid:${sid}`) ?? [];
      const word = messenger.acknowledged.has(sid) ? "was acknowledged and" : "was never brought and";
      if (found.length !== 1) return [`I1, I2: ${body} ${word} is stored ${found.length} times`];
      const agentId = businesses.find((business) => business.account === account)?.agentId;
      return found[0]!.view.agentId === agentId ? [] : [`I7: ${body} is with another business`];
    }),
  );
};

/** I3, I4, I6, by what is stored. What came from another thread lies between what was here, by its time. */
export const batches = (thread: Thread): string[] => {
  const wrong: string[] = [];
  for (const origin of new Set(thread.stored.map((message) => message.origin))) {
    const own = thread.stored.filter((message) => message.origin === origin);
    // STOP, START and codes are answered at once, whatever else waits: they stand in nobody's way.
    const written = own.filter(
      ({ direction, kind, text }) => direction === "inbound" && kind === "text" && consentWord(text) === null,
    );
    const batch = written.map(({ batchId }) => batchId);
    if (batch.includes(null)) wrong.push(`I3: ${thread.id} has a message in no batch`);
    if (batch.filter((id, at) => id !== batch[at - 1]).length !== new Set(batch).size)
      wrong.push(`I3: a batch of ${thread.id} is in pieces`);
    if (new Set(own.map(({ acceptedAt }) => acceptedAt)).size !== own.length)
      wrong.push(`I6: two messages of ${thread.id} have one time`);
  }
  const replies = thread.stored.filter(({ sender, kind }) => sender === "ai" && kind === "reply").map(({ batchId }) => batchId);
  if (new Set(replies).size !== replies.length) wrong.push(`I4: a batch of ${thread.id} has two replies`);
  return wrong;
};

/** I4: what was said is sent, or it is known why not: nothing is left behind that waits nowhere. */
export const unsent = (threads: Thread[]): string[] =>
  threads.flatMap(({ id, stored }) =>
    stored
      .filter(({ direction, status }) => direction === "outbound" && (status === "queued" || status === "sending"))
      .map(({ text, status }) => `I4: ${text} of ${id} is ${status} for ever`),
  );

/** I1: what was brought twice was taken once, as the inbox counts it. A merge adds up what both have counted. */
export const counts = (city: City, threads: Thread[]): string[] => {
  if (merges(city).length > 0) return [];
  const strange = threads.filter((thread) => thread.view.inboundCount !== inbound(thread).length);
  return strange.map(
    (thread) => `I1: ${thread.id} counts ${thread.view.inboundCount} messages and has ${inbound(thread).length}`,
  );
};

/** I3, I4, I5, by what the AI said: it had seen all that it answers, and said nothing while a person was in charge. */
export const answers = ({ model, told }: City, threads: Thread[]): string[] =>
  threads.flatMap((thread) => {
    // A takeover holds from its beginning and is confirmed later: meanwhile somebody else may have handed back.
    const own = told
      .filter(({ name, method, answer }) => name === thread.id && method === "toggleAi" && isOf(answer, name))
      .toSorted((one, other) => one.beganAt - other.beganAt);
    return thread.stored
      .filter(({ sender, text, origin }) => sender === "ai" && origin === null && !confirmations.has(text))
      .flatMap(({ text, acceptedAt, batchId, level }) => {
        const last = own.findLast(({ beganOn }) => beganOn < acceptedAt);
        const isLate = last !== undefined && !isOn(last) && last.endedOn + slackMs < acceptedAt;
        const prompt = model.answered.get(/risposta \d+,/.exec(text)?.[0] ?? "");
        const missed = inbound(thread).filter(
          (message) => message.batchId === batchId && message.level <= level && prompt?.includes(message.text) === false,
        );
        return [
          ...(isLate && !codeReply.test(text) ? [`I5: ${text} was said after the takeover`] : []),
          ...missed.map((message) => `I3: ${text} answers ${message.text} and has not seen it`),
        ];
      });
  });

/** I5: whoever had taken over a thread that was joined into another is in charge of that one, until it is handed back. */
export const heirs = ({ told }: City, all: Thread[]): string[] =>
  all.flatMap(({ id, view }) => {
    const heir = all.find((other) => other.id === view.movedTo);
    const sealed = told.find(({ name, method }) => name === id && method === "seal");
    if (!heir || !sealed || view.aiEnabled || !heir.view.aiEnabled) return [];
    const isHandedBack = told.some(
      (call) => call.name === heir.id && call.method === "toggleAi" && isOn(call) && call.endedAt > sealed.beganAt,
    );
    return isHandedBack ? [] : [`I5: ${heir.id} does not know that a person had taken over ${id}`];
  });

/** A thread that was joined into another: it waits for nothing, and D1 has all of its messages there. */
export const joined = ({ d1 }: City, { id, view }: Thread): string[] => {
  const [row] = select(
    d1.real,
    "SELECT moved_to, (SELECT COUNT(*) FROM messages m WHERE m.conversation_id = c.id) AS n FROM conversations c WHERE id = ?",
    id,
  );
  if ((row?.["moved_to"] ?? null) !== view.movedTo) return [`I6: D1 says that ${id} has moved to ${String(row?.["moved_to"])}`];
  return view.movedTo !== null && row?.["n"] !== 0
    ? [`I6: D1 has ${String(row?.["n"])} messages of ${id}, which was joined`]
    : [];
};

/** I6, I7: D1 and the thread itself tell the same, in the same order. */
export const projections = async ({ d1, process }: City, threads: Thread[]): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { id, stored, storage, view } of threads) {
    const rows = select(
      d1.real,
      "SELECT id, status, tenant_id FROM messages WHERE conversation_id = ? ORDER BY accepted_at, id",
      id,
    );
    const told = rows.map((row) => `${String(row["id"])} ${String(row["status"])}`);
    const ours = stored.filter(({ kind }) => kind !== "topic").map((message) => `${message.id} ${message.status}`);
    if (told.join() !== ours.join()) wrong.push(`I6: D1 tells ${id} otherwise:\n${told.join("\n")}\nand not\n${ours.join("\n")}`);
    const page = await process.call("CONVERSATION", id, "messages", [{ direction: "before", limit: 1_000 }]);
    const shown = (page as { items: Message[] }).items.map((message) => message.id);
    if (shown.join() !== stored.map((message) => message.id).join()) wrong.push(`I6: the page of ${id} has another order`);
    const [row] = select(
      d1.real,
      "SELECT ai_enabled, inbound_count, needs_person, last_text, last_status, version FROM conversations WHERE id = ?",
      id,
    );
    const [kept] = storage.sql.exec("SELECT json FROM state").toArray();
    const { last, version } = JSON.parse(String(kept?.["json"])) as ConversationState;
    const inInbox = Object.values(row ?? {}).join();
    const inThread = [Number(view.aiEnabled), view.inboundCount, view.needsPerson, last?.text, last?.status, version].join();
    if (inInbox !== inThread) wrong.push(`I6: the inbox tells ${id} otherwise: ${inInbox} and not ${inThread}`);
  }
  return wrong;
};
