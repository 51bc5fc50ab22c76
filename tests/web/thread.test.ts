import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import { byAcceptance } from "../../web/src/realtime/order.ts";
import {
  joined,
  reaches,
  withMedium,
  withMessage,
  withMessages,
  withOlder,
  withStatus,
  withUpdate,
  type Thread,
} from "../../web/src/realtime/thread.ts";
import { conversationId, medium, message, messages } from "./world.ts";

const idsOf = (items: readonly Message[]) => items.map((item) => item.id);

describe("a message in a thread", () => {
  it("is put in its place, whatever the order of arrival", () => {
    const items = withMessages([], [message(3), message(1), message(2)]);
    expect(idsOf(items)).toEqual(idsOf(messages(1, 3)));
  });

  it("orders one moment by id", () => {
    const at = message(1).createdAt;
    const items = withMessages([], [message(9, { createdAt: at }), message(4, { createdAt: at })]);
    expect(idsOf(items)).toEqual([message(4).id, message(9).id]);
  });

  it("is there once, also when it comes again", () => {
    const items = messages(1, 3);
    expect(withMessage(items, message(2))).toBe(items);
  });

  it("is not overwritten by an older version of itself", () => {
    const items = [message(1, { version: 5, text: "newer" })];
    expect(withMessage(items, message(1, { version: 4, text: "older" }))).toBe(items);
  });

  it("takes the place of what was sent under the same clientMessageId", () => {
    const mine = message(1, { clientMessageId: "client-one" });
    const items = withMessage([mine], message(2, { clientMessageId: "client-one" }));
    expect(idsOf(items)).toEqual([message(2).id]);
  });

  it("comes out the same for every order of arrival and every repetition", () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    const versioned = some.chain((numbers) =>
      fc.array(fc.record({ n: fc.constantFrom(...numbers), version: fc.integer({ min: 1, max: 4 }) }), { minLength: 1 }),
    );
    fc.assert(
      fc.property(versioned, fc.infiniteStream(fc.nat()), (arrivals, lots) => {
        const shuffled = arrivals.map((arrival) => ({ arrival, lot: lots.next().value ?? 0 })).toSorted((a, b) => a.lot - b.lot);
        const one = withMessages(
          [],
          arrivals.map(({ n, version }) => message(n, { version })),
        );
        const other = withMessages(
          [],
          shuffled.map(({ arrival }) => message(arrival.n, { version: arrival.version })),
        );
        expect(one).toEqual(other);
        expect(one).toEqual([...one].toSorted(byAcceptance));
        expect(new Set(idsOf(one)).size).toBe(one.length);
      }),
    );
  });
});

describe("a delivery status", () => {
  const times = { sentAt: "2026-03-10T09:00:00.000Z", deliveredAt: null, readAt: "2026-03-10T09:05:00.000Z", failedAt: null };
  const statusOf = (version: number) =>
    ({
      type: "MESSAGE_STATUS",
      conversationId,
      messageId: message(1).id,
      status: "read",
      failure: null,
      times,
      version,
    }) as const;

  it("moves the message on", () => {
    expect(withStatus([message(1, { status: "sent" })], statusOf(2))[0]).toMatchObject({
      status: "read",
      version: 2,
      ...times,
    });
  });

  it("changes nothing when the message is further already, or unknown", () => {
    const ahead = [message(1, { version: 3 })];
    expect(withStatus(ahead, statusOf(3))).toBe(ahead);
    const others = [message(2)];
    expect(withStatus(others, statusOf(9))).toBe(others);
  });
});

describe("a message that has changed", () => {
  const waiting = message(2, { media: [medium(1, { state: "pending" }), medium(2)] });
  const known = message(2, { version: 2, media: [medium(1, { text: "Ciao" }), medium(2)] });

  it("takes the place of its older self, never of a newer one", () => {
    expect(withUpdate([message(1), waiting], known)[1]).toBe(known);
    const ahead = [message(2, { version: 3 })];
    expect(withUpdate(ahead, known)).toBe(ahead);
  });

  it("is not put before what has been read so far: that would look like the beginning", () => {
    const items = messages(5, 8);
    expect(withUpdate(items, known)).toBe(items);
  });

  it("may have one file known better before the whole message comes", () => {
    const retried = medium(1, { state: "stored" });
    expect(withMedium([waiting], waiting.id, retried)[0]?.media).toEqual([retried, medium(2)]);
    const others = [message(1)];
    expect(withMedium(others, waiting.id, retried)).toBe(others);
  });
});

describe("pages of history", () => {
  it("go before what is held, without doubles", () => {
    const thread: Thread = { items: messages(5, 8), olderCursor: "five" };
    const read = withOlder(thread, { items: messages(2, 5), nextCursor: "two" });
    expect(idsOf(read.items)).toEqual(idsOf(messages(2, 8)));
    expect(read.olderCursor).toBe("two");
  });
});

describe("reading again after a gap", () => {
  const held: Thread = { items: messages(1, 5), olderCursor: "one" };

  it("joins what overlaps and keeps the older part", () => {
    const newest: Thread = { items: messages(4, 9), olderCursor: "four" };
    expect(reaches(held, newest)).toBe(true);
    const read = joined(held, newest);
    expect(idsOf(read.items)).toEqual(idsOf(messages(1, 9)));
    expect(read.olderCursor).toBe("one");
  });

  it("asks for more while a hole could be between", () => {
    expect(reaches(held, { items: messages(7, 9), olderCursor: "seven" })).toBe(false);
  });

  it("lets the older part go rather than show a hole", () => {
    const read = joined(held, { items: messages(7, 9), olderCursor: "seven" });
    expect(idsOf(read.items)).toEqual(idsOf(messages(7, 9)));
    expect(read.olderCursor).toBe("seven");
  });

  it("keeps what came live while it was reading", () => {
    const live: Thread = { items: [...messages(1, 5), message(6, { version: 3, status: "read" })], olderCursor: "one" };
    const read = joined(live, { items: [message(5), message(6, { version: 1 })], olderCursor: "five" });
    expect(read.items.at(-1)).toMatchObject({ version: 3, status: "read" });
  });

  it("never has a hole: what is held is always one stretch of the whole", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (a, b, page) => {
          const [before, total] = [Math.min(a, b), Math.max(a, b)];
          const from = Math.max(1, before - page);
          const start = Math.max(1, total - page + 1);
          const read = joined(
            { items: messages(from, before), olderCursor: from > 1 ? "older" : null },
            { items: messages(start, total), olderCursor: start > 1 ? "older" : null },
          );
          const first = Number(read.items[0]?.id.slice(4));
          expect(idsOf(read.items)).toEqual(idsOf(messages(first, total)));
          expect(read.olderCursor === null).toBe(first === 1);
        },
      ),
    );
  });
});
