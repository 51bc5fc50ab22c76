import type { Inbound } from "../../workers/conversation/rpc.ts";
import type { City } from "./city.ts";
import { confirmations, isOf, isOn, merges, type Thread } from "./evidence.ts";
import type { Ask } from "./messenger.ts";

const ranks = ["queued", "sending", "ambiguous", "sent", "delivered", "read"];
const dayMs = 24 * 60 * 60_000;
/** How far our clock may be behind the world's. */
const skewMs = 21 * 60_000;

/** I5, I7, I9, and no part twice, by every call that the provider heard. */
export const sends = (city: City, threads: Thread[]): string[] => {
  const { messenger } = city;
  const parts = messenger.shown.map(({ messageId, part }) => `${messageId}:${part}`);
  const twice = parts.filter((key, at) => parts.indexOf(key) !== at);
  const wrong = twice.map((key) => `${key} reached the phone twice`);
  for (const ask of messenger.asks) {
    const thread = threads.find(({ stored }) => stored.some(({ id }) => id === ask.messageId));
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
const isTakenOver = (city: City, { conversationId, moment }: Ask): boolean => {
  const own = city.told.filter(
    (call) => call.name === conversationId && call.method === "toggleAi" && isOf(call.answer, call.name),
  );
  const taken = own.findLast((call) => !isOn(call) && call.endedAt < moment);
  return taken !== undefined && !own.some((call) => isOn(call) && call.endedAt > taken.beganAt && call.beganAt < moment);
};

const departureOf = ({ process }: City, { messageId, part, moment }: Ask) =>
  process.setOut.get(`${messageId}:${part}`)?.findLast(({ at }) => at <= moment);

/** STOP had been stored before the call set out, and nothing that was written since: what is on its way cannot be called back. */
const isStopped = (city: City, ask: Ask): boolean => {
  const moment = departureOf(city, ask)?.at ?? ask.moment;
  const received = city.told.filter(
    ({ method, given, answer }) =>
      method === "receive" && isFrom(given as Inbound, ask.account, ask.to) && !(answer as { duplicate: boolean }).duplicate,
  );
  const last = received.findLast((call) => call.beganAt < moment);
  return last !== undefined && last.endedAt < moment && (last.given as Inbound).consent === "stopped";
};

/** Written from that phone to that business. */
const isFrom = ({ whatsapp }: Inbound, account: string, to: string): boolean =>
  whatsapp !== null && whatsapp.line.startsWith(account) && `whatsapp:${whatsapp.to}` === to;

/** I11: no status goes back for those who watch, and the furthest that was reported is what is stored. */
export const statuses = (city: City, threads: Thread[]): string[] => {
  const { live, messenger } = city;
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
    const [, messageId = "", part = ""] = key.split(":");
    const thread = threads.find(({ stored }) => stored.some(({ id }) => id === messageId));
    const query = "SELECT part, status FROM parts WHERE message_id = ? ORDER BY part";
    const parts = thread?.storage.sql.exec(query, messageId).toArray() ?? [];
    const message = thread?.stored.find(({ id }) => id === messageId);
    const known = parts.length > 1 ? parts[Number(part)]?.["status"] : message?.status;
    if (known !== undefined && ranks.indexOf(String(known)) < ranks.indexOf(status))
      wrong.push(`I11: ${messageId} was reported ${status} and is ${String(known)}`);
  }
  return wrong;
};

/** I6: a phone shows what was sent to it in the order of the thread, unless threads were joined, or it was sent once more. */
export const phones = (city: City, threads: Thread[]): string[] => {
  if (merges(city).length > 0) return [];
  return threads.flatMap(({ id, stored }) => {
    const places = new Map(stored.map((message, at) => [message.id, at]));
    const shown = city.messenger.shown.filter(({ conversationId }) => conversationId === id);
    const order = shown.map(({ messageId, part }) => (places.get(messageId) ?? 0) * 100 + part);
    return order.every((place, at) => at === 0 || place >= order[at - 1]!) ? [] : [`I6: the phone shows ${id} in another order`];
  });
};
