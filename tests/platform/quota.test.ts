import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QuotaObject } from "../../workers/platform/quota/object.ts";
import type { ReserveRequest } from "../../workers/platform/quota/rules.ts";
import { NodeStorage } from "../support/nodeStorage.ts";

const day = "2026-11-16";

/** The real object over a real SQLite; `again` is the same agent after its object was evicted. */
const quota = (storage = new NodeStorage("quota")) => {
  const object = new QuotaObject({ storage } as never, {});
  let turns = 0;
  let messages = 0;
  return {
    object,
    again: () => quota(storage),
    reserve: (over: Partial<ReserveRequest> = {}) =>
      object.reserve({
        turnId: `trn_${turns++}`,
        contactId: "ctc_a",
        addressHash: null,
        messageIds: [`msg_${messages++}`],
        limit: null,
        maxMicros: 0,
        capMicros: 1_000,
        day,
        ...over,
      }),
  };
};

describe("a contact's messages", () => {
  it("are answered up to the limit of the day, and again the next", () => {
    const { reserve } = quota();
    const answers = Array.from({ length: 4 }, () => reserve({ limit: 3 }));
    expect(answers).toEqual([
      { kind: "ok", remaining: 2 },
      { kind: "ok", remaining: 1 },
      { kind: "ok", remaining: 0 },
      { kind: "daily_limit" },
    ]);
    expect(reserve({ limit: 3, contactId: "ctc_b" })).toEqual({ kind: "ok", remaining: 2 });
    expect(reserve({ limit: 3, day: "2026-11-17" })).toEqual({ kind: "ok", remaining: 2 });
  });

  it("are answered as a batch when its first one is within the limit; all count", () => {
    const { reserve, object } = quota();
    reserve({ limit: 5, messageIds: ["m1", "m2", "m3", "m4"] });
    expect(reserve({ limit: 5, messageIds: ["m5", "m6", "m7"] })).toEqual({ kind: "ok", remaining: 0 });
    expect(reserve({ limit: 5, messageIds: ["m8"] })).toEqual({ kind: "daily_limit" });
    expect(object.peek({ contactId: "ctc_a", addressHash: null, limit: 10, day })).toEqual({ remaining: 2 });
  });

  it("count once, in whichever turn and however often they are asked about", () => {
    const { reserve, again } = quota();
    expect(reserve({ turnId: "t1", limit: 2, messageIds: ["m1"] })).toEqual({ kind: "ok", remaining: 1 });
    expect(reserve({ turnId: "t1", limit: 2, messageIds: ["m1"] })).toEqual({ kind: "ok", remaining: 1 });
    expect(reserve({ turnId: "t2", limit: 2, messageIds: ["m1", "m2"] })).toEqual({ kind: "ok", remaining: 0 });
    expect(reserve({ turnId: "t3", limit: 2, messageIds: ["m3"] })).toEqual({ kind: "daily_limit" });
    const { reserve: later } = again();
    expect(later({ turnId: "t4", limit: 2, messageIds: ["m2"] })).toEqual({ kind: "ok", remaining: 0 });
    expect(later({ turnId: "t3", limit: 2, messageIds: ["m3"] })).toEqual({ kind: "daily_limit" });
  });

  it("have no limit where none is set, and count nevertheless", () => {
    const { reserve, object } = quota();
    for (let i = 0; i < 50; i++) expect(reserve()).toEqual({ kind: "ok", remaining: null });
    expect(object.peek({ contactId: "ctc_a", addressHash: null, limit: 60, day })).toEqual({ remaining: 10 });
    expect(object.peek({ contactId: "ctc_a", addressHash: null, limit: null, day })).toEqual({ remaining: null });
  });
});

describe("an address", () => {
  it("leaves after each message what the page shows, also where the address runs out first", () => {
    const { object, reserve } = quota();
    for (let n = 0; n < 25; n++) {
      const one = { contactId: `ctc_${n}`, addressHash: "gym", limit: 2 };
      const answer = reserve(one);
      const left = object.peek({ ...one, day }).remaining;
      expect(answer).toEqual(n < 20 ? { kind: "ok", remaining: left } : { kind: "daily_limit" });
      expect(left).toBe(n < 19 ? 1 : 0);
    }
  });

  it("allows ten times the limit, over all its visitors", () => {
    const { reserve, object } = quota();
    const visits = Array.from({ length: 21 }, (_, i) => reserve({ contactId: `ctc_${i}`, addressHash: "gym", limit: 2 }).kind);
    expect(visits).toEqual([...Array.from({ length: 20 }, () => "ok"), "daily_limit"]);
    expect(reserve({ contactId: "ctc_x", addressHash: "home", limit: 2 })).toEqual({ kind: "ok", remaining: 1 });
    expect(reserve({ contactId: "ctc_y", limit: 2 })).toEqual({ kind: "ok", remaining: 1 });
    expect(object.peek({ contactId: "ctc_z", addressHash: "gym", limit: 2, day })).toEqual({ remaining: 0 });
  });

  it("is not used up by those who have no limit", () => {
    const { reserve } = quota();
    for (let i = 0; i < 40; i++) reserve({ contactId: "ctc_gold", addressHash: "gym" });
    expect(reserve({ contactId: "ctc_new", addressHash: "gym", limit: 2 })).toEqual({ kind: "ok", remaining: 1 });
  });
});

describe("the day's money", () => {
  it("is reserved before a call, and what it didn't cost is given back after", () => {
    const { reserve, object } = quota();
    expect(reserve({ turnId: "t1", maxMicros: 600 }).kind).toBe("ok");
    expect(reserve({ turnId: "t2", maxMicros: 600 }).kind).toBe("spend_cap");
    object.settle({ turnId: "t1", micros: 150, day });
    expect(reserve({ turnId: "t2", maxMicros: 600 }).kind).toBe("ok");
    expect(object.spend(day)).toBe(750);
  });

  it("is reserved and given back once, however often it is asked for", () => {
    const { reserve, object, again } = quota();
    for (let i = 0; i < 3; i++) reserve({ turnId: "t1", maxMicros: 400 });
    expect(object.spend(day)).toBe(400);
    for (let i = 0; i < 3; i++) again().object.settle({ turnId: "t1", micros: 100, day });
    object.settle({ turnId: "nobody's", micros: 100, day });
    expect(object.spend(day)).toBe(100);
    reserve({ turnId: "t1", maxMicros: 300 });
    expect(object.spend(day)).toBe(400);
  });

  it("counts in full what is never settled, until the day ends", () => {
    const { reserve } = quota();
    reserve({ maxMicros: 1_000 });
    expect(reserve({ maxMicros: 1 }).kind).toBe("spend_cap");
    expect(reserve({ maxMicros: 0 }).kind).toBe("ok");
    expect(reserve({ maxMicros: 1, day: "2026-11-17" }).kind).toBe("ok");
  });

  it("settles a call on the day it was reserved for", () => {
    const { reserve, object } = quota();
    reserve({ turnId: "t1", maxMicros: 500 });
    reserve({ turnId: "t2", maxMicros: 300, day: "2026-11-17" });
    object.settle({ turnId: "t1", micros: 70, day: "2026-11-17" });
    expect([object.spend(day), object.spend("2026-11-17")]).toEqual([70, 300]);
  });
});

it("forgets all days but the one before", () => {
  const { reserve, object } = quota();
  reserve({ turnId: "t1", maxMicros: 10, limit: 5 });
  reserve({ day: "2026-11-17" });
  expect(object.spend(day)).toBe(10);
  reserve({ day: "2026-11-18" });
  expect(object.spend(day)).toBe(0);
  expect(object.peek({ contactId: "ctc_a", addressHash: null, limit: 5, day })).toEqual({ remaining: 5 });
  reserve({ day: "2027-01-01" });
  expect(object.peek({ contactId: "ctc_a", addressHash: null, limit: 5, day: "2026-12-31" })).toEqual({ remaining: 5 });
});

describe("under any interleaving", () => {
  const reservation = fc.record({
    do: fc.constant("reserve" as const),
    turn: fc.nat(12),
    contact: fc.nat(2),
    address: fc.option(fc.nat(1)),
    messages: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
    maxMicros: fc.nat(500),
    day: fc.nat(1),
  });
  const settlement = fc.record({
    do: fc.constant("settle" as const),
    turn: fc.nat(12),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const eviction = fc.record({ do: fc.constant("evict" as const) });
  const events = fc.array(fc.oneof({ weight: 6, arbitrary: reservation }, { weight: 4, arbitrary: settlement }, eviction), {
    maxLength: 60,
  });
  const days = [day, "2026-11-17"] as const;
  const capMicros = 1_000;

  it("no day's spend passes the cap, and it is what its calls cost or may cost", () => {
    fc.assert(
      fc.property(events, (history) => {
        const storage = new NodeStorage("quota");
        let { object } = quota(storage);
        const turns = new Map<string, { day: string; reserved: number | null; settled: number }>();
        for (const event of history) {
          if (event.do === "evict") object = quota(storage).object;
          if (event.do === "settle") {
            const turnId = `t${event.turn}`;
            const turn = turns.get(turnId);
            const micros = Math.floor((turn?.reserved ?? 500) * event.share);
            object.settle({ turnId, micros, day });
            if (turn && turn.reserved !== null) turns.set(turnId, { ...turn, reserved: null, settled: turn.settled + micros });
          }
          if (event.do === "reserve") {
            const turnId = `t${event.turn}`;
            const asked = { turnId, maxMicros: event.maxMicros, capMicros, limit: 8, day: days[event.day] ?? day };
            const answer = object.reserve({
              ...asked,
              contactId: `c${event.contact}`,
              addressHash: event.address === null ? null : `a${event.address}`,
              messageIds: event.messages.map((number) => `m${number}`),
            });
            const turn = turns.get(turnId) ?? { day: asked.day, reserved: null, settled: 0 };
            if (answer.kind === "ok") turns.set(turnId, { ...turn, reserved: Math.max(turn.reserved ?? 0, event.maxMicros) });
          }
          for (const one of days) {
            const expected = [...turns.values()]
              .filter((turn) => turn.day === one)
              .reduce((sum, turn) => sum + (turn.reserved ?? 0) + turn.settled, 0);
            expect(object.spend(one)).toBe(expected);
            expect(object.spend(one)).toBeLessThanOrEqual(capMicros);
          }
        }
        storage.close();
      }),
      { numRuns: 1_000 },
    );
  });

  it("a contact is answered exactly as long as fewer messages than its limit came before", () => {
    const batches = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 4 }), fc.boolean()), { maxLength: 15 });
    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 6 }), (list, limit) => {
        const storage = new NodeStorage("quota");
        const { object } = quota(storage);
        const counted = [0, 0];
        for (const [i, [contact, size, isTwice]] of list.entries()) {
          const before = counted[contact] ?? 0;
          const request = {
            turnId: `t${i}`,
            contactId: `c${contact}`,
            addressHash: null,
            messageIds: Array.from({ length: size }, (_, k) => `m${i}_${k}`),
            limit,
            maxMicros: 1,
            capMicros,
            day,
          };
          counted[contact] = before + size;
          const remaining = Math.max(0, limit - before - size);
          const expected = before < limit ? { kind: "ok", remaining } : { kind: "daily_limit" };
          expect(object.reserve(request)).toEqual(expected);
          for (let again = 0; again < Number(isTwice); again++) expect(object.reserve(request)).toEqual(expected);
          expect(object.peek(request)).toEqual({ remaining });
        }
        storage.close();
      }),
      { numRuns: 1_000 },
    );
  });
});
