import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, Lanes, type StoredTurn } from "../../../workers/channels/whatsapp/lanes.ts";
import {
  leaseMs,
  lineStep,
  maxRunning,
  modeOf,
  toldModeOf,
  neverPolled,
  type LineView,
} from "../../../workers/channels/whatsapp/lineStep.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = 1_790_000_000_000;

/** A line without Twilio, database or clock: what was stored, what is under way, and when the alarm rings. */
class Simulation {
  now = start;
  stored: (StoredTurn & { isDone: boolean })[] = [];
  lanes = new Lanes();
  /** Less of it in a rush. */
  room = maxRunning;
  running = new Map<string, number>();
  alarmAt: number | null = null;
  begun: number[] = [];
  done: number[] = [];
  /** What must never have been seen. */
  readonly violations: string[] = [];

  accept(sender: string): void {
    const turn = { sender, seq: this.stored.length + 1 };
    this.stored.push({ ...turn, attempts: 0, nextAt: 0, isDone: false });
    this.lanes.add(turn);
    this.step();
  }

  step(): void {
    const decision = lineStep(this.view());
    for (const { sender, seq } of decision.dispatch) {
      const earlier = this.stored.filter((row) => row.sender === sender && row.seq < seq);
      this.never(this.running.has(sender), "two rows of one sender under way");
      this.never(
        earlier.some((row) => !row.isDone),
        "a row before its predecessor",
      );
      this.lanes.begin(sender);
      this.running.set(sender, seq);
      this.begun.push(seq);
    }
    this.alarmAt = decision.alarmAt;
    const ahead = (decision.alarmAt ?? Infinity) - this.now;
    this.never(this.running.size > maxRunning, "more under way than there is room for");
    this.never(this.lanes.pending > 0 && decision.alarmAt === null, "rows without an alarm");
    this.never(ahead <= 0, "an alarm that rings at once");
    this.never(this.running.size > 0 && ahead > leaseMs, "work without a lease");
  }

  never(isSo: boolean, what: string): void {
    if (isSo) this.violations.push(what);
  }

  finish(sender: string, isGood: boolean): void {
    const seq = this.running.get(sender)!;
    this.running.delete(sender);
    const row = this.stored[seq - 1]!;
    if (isGood) {
      row.isDone = true;
      this.done.push(seq);
      this.lanes.done(sender);
    } else Object.assign(row, this.lanes.failed(sender, this.now));
    this.step();
  }

  /** Everything that was under way is gone; only rows and the alarm are left. */
  crash(): void {
    this.running.clear();
    this.lanes = new Lanes(this.stored.filter((row) => !row.isDone));
  }

  ring(): void {
    this.now = Math.max(this.now, this.alarmAt ?? this.now);
    this.step();
  }

  view(): LineView {
    const { now, lanes, room } = this;
    return { now, lanes, room, connectedAt: null, webhookAt: null, poll: neverPolled, isPolling: false, pollEveryMs: 30_000 };
  }
}

const senders = ["anna", "bruno", "carla"];
const event = fc.oneof(
  fc.record({ do: fc.constant("accept" as const), sender: fc.constantFrom(...senders) }),
  fc.record({ do: fc.constant("finish" as const), pick: fc.nat(), isGood: fc.boolean() }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  fc.constant({ do: "crash" as const }),
  fc.record({ do: fc.constant("rush" as const), room: fc.constantFrom(1, maxRunning) }),
  fc.constant({ do: "ring" as const }),
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

const play = (line: Simulation, events: Event[]): void => {
  for (const one of events) {
    if (one.do === "accept") line.accept(one.sender);
    if (one.do === "wait") line.now += one.ms;
    if (one.do === "crash") line.crash();
    if (one.do === "ring") line.ring();
    if (one.do === "rush") line.room = one.room;
    const running = [...line.running.keys()];
    if (one.do === "finish" && running.length > 0) line.finish(running[one.pick % running.length]!, one.isGood);
  }
};

describe("handing over what was accepted", () => {
  it("goes on when the clock has gone back while a failed row waited", () => {
    const now = 1_700_000_000_000;
    const lanes = new Lanes([{ sender: "anna", seq: 1, attempts: 0, nextAt: 0 }]);
    lanes.begin("anna");
    lanes.failed("anna", now);
    expect(lanes.ready(now, 1)).toEqual([]);
    expect(lanes.ready(now - 10 * minute, 1)).toEqual([{ sender: "anna", seq: 1 }]);
  });

  it("hands over every row, in its sender's order, whatever fails or crashes, within 5 minutes of the fault's end (I2, I13)", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        const line = new Simulation();
        play(line, events);
        const faultEnds = line.now;
        line.room = maxRunning;
        for (let rings = 0; line.lanes.pending > 0 && rings < 5000; rings++) {
          for (const sender of line.running.keys()) line.finish(sender, true);
          if (line.lanes.pending > 0) line.ring();
        }
        expect(line.violations).toEqual([]);
        expect(line.now - faultEnds).toBeLessThanOrEqual(5 * minute);
        expect(line.done.toSorted((a, b) => a - b)).toEqual(line.stored.map(({ seq }) => seq));
        for (const sender of senders) {
          const own = line.done.filter((seq) => line.stored[seq - 1]!.sender === sender);
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("lets nobody wait for somebody else's failure", () => {
    const line = new Simulation();
    line.accept("anna");
    for (let failures = 0; failures < 20; failures++) {
      line.finish("anna", false);
      const turn = line.stored.length + 1;
      line.accept("bruno");
      expect(line.running.get("bruno")).toBe(turn);
      line.finish("bruno", true);
      line.ring();
    }
    expect(line.done).toHaveLength(20);
  });

  it("takes the oldest first and never more than there is room for", () => {
    const line = new Simulation();
    for (let i = 0; i < maxRunning + 5; i++) line.accept(`sender ${i}`);
    expect(line.begun).toEqual(Array.from({ length: maxRunning }, (_, i) => i + 1));
    line.finish("sender 3", true);
    expect(line.begun.at(-1)).toBe(maxRunning + 1);
  });

  it("goes by the age of the row that waits, not by who came first", () => {
    const lanes = new Lanes();
    for (const [sender, seq] of [
      ["anna", 1],
      ["bruno", 2],
      ["anna", 3],
    ] as const)
      lanes.add({ sender, seq });
    lanes.begin("anna");
    lanes.done("anna");
    expect(lanes.ready(start, 1)).toEqual([{ sender: "bruno", seq: 2 }]);
  });

  it("still waits after a restart, for what had failed before it", () => {
    const lanes = new Lanes([
      { sender: "anna", seq: 1, attempts: 3, nextAt: start + 4000 },
      { sender: "anna", seq: 2, attempts: 0, nextAt: 0 },
    ]);
    expect([lanes.ready(start, 9), lanes.nextAt()]).toEqual([[], start + 4000]);
    lanes.begin("anna");
    expect(lanes.failed("anna", start)).toEqual({ attempts: 4, nextAt: start + 8000 });
  });

  it("waits longer after each failure, but never more than a minute", () => {
    expect([1, 2, 3, 6, 7, 50].map(backoffMs)).toEqual([1000, 2000, 4000, 32_000, minute, minute]);
  });

  it("sets no alarm for a line that has nothing to do", () => {
    expect(lineStep(new Simulation().view())).toEqual({ dispatch: [], poll: null, alarmAt: null });
  });
});

describe("asking Twilio's list", () => {
  const idle = { ready: () => [], nextAt: () => null, running: 0 };
  const view = (change: Partial<LineView>): LineView => ({
    now: start,
    connectedAt: start - 30 * 24 * hour,
    lanes: idle,
    room: maxRunning,
    webhookAt: null,
    poll: { startedAt: start - 10_000, goodAt: start - 10_000, deepAt: start - 10 * minute, failures: 0 },
    isPolling: false,
    pollEveryMs: 30_000,
    ...change,
  });
  const polled = (ago: number, failures = 0) => ({
    startedAt: start - ago,
    goodAt: start - ago,
    deepAt: start - 10 * minute,
    failures,
  });

  it.each<[string, Partial<LineView>]>([
    ["at once when a number is new", { poll: neverPolled }],
    ["every 30 s without a webhook", { poll: polled(30_000) }],
    ["as often as configured", { poll: polled(5000), pollEveryMs: 5000 }],
    ["every 5 min while webhooks come", { webhookAt: start - minute, poll: polled(5 * minute) }],
    ["again every 30 s once webhooks have ceased for 5 min", { webhookAt: start - 5 * minute, poll: polled(40_000) }],
    ["after many failures at least every 5 min", { poll: polled(5 * minute, 30) }],
  ])("%s", (_name, change) => {
    const { poll, alarmAt } = lineStep(view(change));
    expect(poll).not.toBeNull();
    expect(alarmAt).toBe(start + leaseMs);
  });

  it.each<[string, Partial<LineView>, number]>([
    ["30 s have passed", {}, start + 20_000],
    ["5 min have passed while webhooks come", { webhookAt: start - minute, poll: polled(4 * minute) }, start + minute],
    ["another has ended", { isPolling: true, poll: polled(hour) }, start + leaseMs],
    ["some time after a failure", { poll: polled(30_000, 1) }, start + 30_000],
  ])("not before %s", (_name, change, alarmAt) => {
    expect(lineStep(view(change))).toMatchObject({ poll: null, alarmAt });
  });

  it("overlaps with what the last good one has read", () => {
    const poll = { ...polled(3 * minute), startedAt: start - minute };
    expect(lineStep(view({ poll })).poll).toEqual({ kind: "recent", since: start - 13 * minute });
  });

  it("looks a whole day back once an hour", () => {
    const poll = { ...polled(minute), deepAt: start - hour };
    expect(lineStep(view({ poll })).poll).toEqual({ kind: "deep", since: start - 24 * hour });
  });

  it("after two days in the dark looks two days back", () => {
    const poll = { startedAt: start - 48 * hour, goodAt: start - 48 * hour, deepAt: start - 48 * hour, failures: 9 };
    expect(lineStep(view({ poll })).poll?.since).toBe(start - 48 * hour - 10 * minute);
  });

  it("never looks further back than the connection", () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 * 24 * hour }), fc.nat({ max: 3 * 24 * hour }), (connectedAgo, goodAgo) => {
        const connectedAt = start - connectedAgo;
        const poll = { startedAt: start - hour, goodAt: start - goodAgo, deepAt: null, failures: 0 };
        expect(lineStep(view({ connectedAt, poll })).poll?.since).toBeGreaterThanOrEqual(connectedAt);
      }),
    );
  });

  it("a connected line always has an alarm ahead, and never one that rings at once", () => {
    const at = fc.option(fc.integer({ min: start - 3 * hour, max: start }));
    const poll = fc.record({ startedAt: at, goodAt: at, deepAt: at, failures: fc.nat({ max: 40 }) });
    fc.assert(
      fc.property(poll, at, fc.boolean(), (poll, webhookAt, isPolling) => {
        const { alarmAt } = lineStep(view({ poll, webhookAt, isPolling }));
        expect(alarmAt).toBeGreaterThan(start);
        expect(alarmAt).toBeLessThanOrEqual(start + 5 * minute);
      }),
      { numRuns: 3000 },
    );
  });

  it("asks for nothing when the number isn't ours", () => {
    expect(lineStep(view({ connectedAt: null, poll: neverPolled })).poll).toBeNull();
  });

  it("says how messages reach us", () => {
    expect(modeOf(null, start)).toBe("polling");
    expect(modeOf(start - 5 * minute + 1, start)).toBe("webhook");
    expect(modeOf(start - 5 * minute, start)).toBe("polling");
  });

  it.each<[what: string, webhookAt: number | null, lastInboundAt: number | null, told: string]>([
    ["was never called", null, start - minute, "polling"],
    ["was never called, and nobody wrote", null, null, "polling"],
    ["was called just now", start, start, "webhook"],
    ["was called hours ago, and nobody wrote since", start - 600 * minute, start - 600 * minute + 20, "webhook"],
    ["had to ask for what was lost, but is called again", start - minute, start - 2 * minute, "webhook"],
    ["has had to ask for its newest message", start - 600 * minute, start - 590 * minute, "polling"],
    ["is called, after having had to ask", start - minute, start - 30_000, "webhook"],
  ])("tells people so, too, of a number that %s", (_, webhookAt, lastInboundAt, told) => {
    expect(toldModeOf({ webhookAt, lastInboundAt }, start)).toBe(told);
  });
});
