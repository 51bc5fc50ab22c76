import { consentWord } from "../../workers/contacts/consentWords.ts";
import type { ConversationState } from "../../workers/conversation/state.ts";
import type { City } from "./city.ts";
import { everyThread, inbound, merges, select, threadsOf, type Thread } from "./evidence.ts";
import { phones, sends, statuses } from "./judgeSends.ts";
import { answers, arrivals, batches, counts, heirs, joined, projections, unsent } from "./judgeThreads.ts";

/** I4: who wrote before the faults ended is answered by now, or a person was called, or has taken over. */
const answered = async (city: City, endedAt: number): Promise<string[]> => {
  const threads = await threadsOf(city);
  // What was answered while two threads were one stays answered where that was.
  const replied = new Set(
    threads.flatMap(({ stored }) => stored).flatMap(({ direction, batchId }) => (direction === "outbound" ? [batchId] : [])),
  );
  return threads.flatMap((thread) => {
    const { aiEnabled, needsPerson } = thread.view;
    if (!aiEnabled || needsPerson !== null) return [];
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
};

/** I13: five minutes after the faults nothing waits any more. */
const drained = async (city: City): Promise<string[]> => {
  const waiting = (await everyThread(city)).flatMap(({ id, storage }) =>
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
  return [...waiting, ...lines, ...unfollowed(city)];
};

/** I13: merges whose threads have not followed. */
const unfollowed = ({ d1 }: City): string[] =>
  select(d1.real, "SELECT unique_key AS key, state FROM jobs WHERE kind = 'finish_merge' AND state <> 'done'").map(
    ({ key, state }) => `I13: ${String(key)} is ${String(state)}`,
  );

/** Everything else, once all has come to rest. */
const whole = async (city: City): Promise<string[]> => {
  const all = await everyThread(city);
  const threads = all.filter(({ view }) => view.movedTo === null);
  return [
    ...arrivals(city, threads),
    ...all.flatMap((thread) => joined(city, thread)),
    ...heirs(city, all),
    ...unsent(threads),
    ...counts(city, threads),
    ...answers(city, threads),
    ...phones(city, threads),
    ...threads.flatMap(batches),
    ...sends(city, threads),
    ...statuses(city, threads),
    ...(await projections(city, threads)),
    ...spendings(city, all),
    ...city.model.wrong,
  ];
};

/** Whether something was written that is stored nowhere yet. */
const isMissing = async (city: City): Promise<boolean> => arrivals(city, await threadsOf(city)).length > 0;

/** I12: whatever was asked had been reserved, the day's sum is that of its turns, and nothing stays reserved, unless the process died amid it, a turn is under way, or its counter's answer was lost. */
const spendings = ({ process, model }: City, all: Thread[]): string[] => {
  let reservations = 0;
  const isUnknown = process.life > 0 || process.reservationsLost > 0 || all.some(isAnswering);
  const wrong = process.storages("QUOTA").flatMap(({ name, storage }) => {
    const turns = storage.sql.exec("SELECT reserved, settled FROM turns").toArray();
    reservations += turns.length;
    const open = turns.filter(({ reserved }) => reserved !== null).length;
    if (open > 0 && !isUnknown) return [`I12: ${open} turns of ${name} were never settled`];
    const sum = turns.reduce((all, { reserved, settled }) => all + Number(reserved ?? 0) + Number(settled), 0);
    const committed = storage.sql.exec("SELECT SUM(committed) AS sum FROM days").one()["sum"];
    return sum === Number(committed) ? [] : [`I12: ${name} says ${Number(committed)} were spent, and its turns say ${sum}`];
  });
  return model.asked <= reservations ? wrong : [...wrong, `I12: ${model.asked} calls by ${reservations} reservations`];
};

const isAnswering = ({ storage }: Thread): boolean => {
  const [row] = storage.sql.exec("SELECT json FROM state").toArray();
  return (JSON.parse(String(row?.["json"])) as ConversationState).turn !== null;
};

/** Whether something that came since then, because it was found late, may still be being answered. */
const isNew = async (city: City, since: number): Promise<boolean> =>
  (await threadsOf(city)).some((thread) => inbound(thread).some(({ acceptedAt }) => acceptedAt > since));

export const judge = { answered, drained, isMissing, isNew, merges, unfollowed, whole };
