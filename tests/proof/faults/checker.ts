import type { Arrival, Kept, KeptMessage, Seen, Thread, Violation } from "./history.ts";
import { brokenReports, brokenSends, brokenTakeovers } from "./sendChecks.ts";

/**
 * Compares what was stored in the end with what the world saw: I1 to I6, I11 and I13 of DESIGN section 6. Pure; a run that is still
 * under way breaks I4 and I13 by itself.
 */
export const check = (seen: Seen, kept: Kept): Violation[] => [
  ...brokenStorage(seen, kept),
  ...kept.threads.flatMap((thread) => [...brokenBatches(thread), ...brokenAnswers(thread), ...brokenOrder(thread)]),
  ...brokenArrival(seen, kept),
  ...brokenSends(seen, kept),
  ...brokenReports(seen, kept),
  ...brokenTakeovers(seen, kept),
  ...brokenOutboxes(kept),
];

const inboundOf = (thread: Thread): KeptMessage[] => thread.messages.filter(({ direction }) => direction === "inbound");

const isAcknowledged = ({ calls }: Arrival): boolean => calls.some(({ status }) => status >= 200 && status < 300);

/** I1 and I2: what was acknowledged is stored as it was written, once, in its own thread, and nothing else is. */
const brokenStorage = ({ arrivals }: Seen, { threads }: Kept): Violation[] => {
  const found: Violation[] = [];
  const written = new Map(arrivals.map((arrival) => [arrival.sid, arrival]));
  const holders = new Map<string, { thread: Thread; message: KeptMessage }[]>();
  for (const thread of threads)
    for (const message of inboundOf(thread)) {
      const sid = message.sid ?? `none (${message.id})`;
      holders.set(sid, [...(holders.get(sid) ?? []), { thread, message }]);
    }
  for (const [sid, held] of holders) {
    const arrival = written.get(sid);
    if (held.length > 1) found.push({ invariant: "I1", what: `${sid} is stored ${held.length} times` });
    if (!arrival) found.push({ invariant: "I1", what: `${sid} is stored and was never written` });
    else if (held.some(({ thread }) => thread.person !== arrival.person || thread.number !== arrival.number))
      found.push({ invariant: "I1", what: `${sid} is in a thread of another customer or number` });
    else if (held.some(({ message }) => message.text !== arrival.text))
      found.push({ invariant: "I2", what: `${sid} is stored with other words` });
  }
  const lost = arrivals.filter((arrival) => isAcknowledged(arrival) && !holders.has(arrival.sid));
  return [
    ...found,
    ...lost.map(({ sid }): Violation => ({ invariant: "I2", what: `${sid} was acknowledged and is not stored` })),
  ];
};

/** I3: each in one batch, and a batch is one stretch of what the customer wrote. */
const brokenBatches = (thread: Thread): Violation[] => {
  const inbound = inboundOf(thread);
  const without = inbound.filter(({ batchId }) => batchId === null);
  const stretches = inbound.filter(({ batchId }, at) => batchId !== inbound[at - 1]?.batchId);
  const batches = new Set(inbound.map(({ batchId }) => batchId));
  return [
    ...without.map(({ id }): Violation => ({ invariant: "I3", what: `${id} in ${thread.id} is in no batch` })),
    ...(stretches.length > batches.size
      ? [{ invariant: "I3", what: `a batch of ${thread.id} is interrupted by another` } as const]
      : []),
  ];
};

/** Clocks have whole milliseconds. */
const closeMs = 2;

/** I3: a message that was acknowledged before another's first call began stands before it. */
const brokenArrival = ({ arrivals }: Seen, { threads }: Kept): Violation[] => {
  const bySid = new Map(arrivals.map((arrival) => [arrival.sid, arrival]));
  return threads.flatMap((thread) => {
    const found: Violation[] = [];
    let latestBegin = 0;
    for (const { sid } of inboundOf(thread)) {
      const calls = bySid.get(sid ?? "")?.calls ?? [];
      if (calls.length === 0) continue;
      const acknowledgedAt = Math.min(...calls.filter(({ status }) => status === 200).map(({ to }) => to));
      if (acknowledgedAt + closeMs < latestBegin)
        found.push({ invariant: "I3", what: `${sid} stands behind what came after it` });
      latestBegin = Math.max(latestBegin, Math.min(...calls.map(({ from }) => from)));
    }
    return found;
  });
};

/** I4: one AI reply to a batch at most; each is answered, or a person is called. */
const brokenAnswers = (thread: Thread): Violation[] => {
  const found: Violation[] = [];
  const answers = thread.messages.filter(({ direction }) => direction === "outbound");
  const open = new Map(thread.open.map((batch) => [batch.id, batch]));
  for (const batchId of new Set(inboundOf(thread).map((message) => message.batchId))) {
    const replies = answers.filter((message) => message.batchId === batchId && message.kind === "reply");
    if (replies.length > 1) found.push({ invariant: "I4", what: `${batchId} of ${thread.id} has ${replies.length} replies` });
    const batch = open.get(batchId ?? "");
    const isLeft = !thread.aiEnabled || (thread.needsPerson !== null && batch?.dueAt === null);
    if (batch && !isLeft) found.push({ invariant: "I4", what: `${batchId} of ${thread.id} waits, and nobody was called` });
    if (!batch && !answers.some((message) => message.batchId === batchId))
      found.push({ invariant: "I4", what: `${batchId} of ${thread.id} was never answered` });
  }
  return found;
};

/** I6: object, D1 and console tell the same messages in the same order. */
const brokenOrder = ({ id, messages, projected, shown }: Thread): Violation[] => {
  const found: Violation[] = [];
  const told = (rows: { id: string; status: string; version: number; batchId: string | null }[]) =>
    rows.map((row) => `${row.id} ${row.status} ${row.version} ${row.batchId}`).join("\n");
  const ids = messages.map((message) => message.id);
  if (projected.map((row) => row.id).join() !== ids.join())
    found.push({ invariant: "I6", what: `D1 has ${id} in another order, or not whole` });
  else if (told(projected) !== told(messages))
    found.push({ invariant: "I6", what: `D1 has another state of a message of ${id}` });
  if (shown !== null && shown.join() !== ids.join())
    found.push({ invariant: "I6", what: `the console shows ${id} in another order, or not whole` });
  return found;
};

const ends = new Set(["ready", "refused", "failed"]);

/** I13: nothing waits any more, and of every file it is known what became of it. */
const brokenOutboxes = ({ threads, waitingInLines }: Kept): Violation[] => [
  ...threads
    .flatMap(({ messages }) => messages)
    .flatMap(({ id, files }) => files.filter((state) => !ends.has(state)).map((state) => ({ id, state })))
    .map(({ id, state }): Violation => ({ invariant: "I13", what: `a file of ${id} is still ${state}` })),
  ...threads
    .filter(({ waiting }) => waiting.length > 0)
    .map(({ id, waiting }): Violation => {
      const rows = waiting.map(({ lane, state }) => `${lane} ${state}`).join(", ");
      return { invariant: "I13", what: `the outbox of ${id} still holds ${rows}` };
    }),
  ...(waitingInLines > 0 ? [{ invariant: "I13", what: `${waitingInLines} still wait in the numbers' inboxes` } as const] : []),
];
