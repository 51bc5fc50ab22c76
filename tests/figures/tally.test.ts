import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOf, percentile } from "../../workers/figures/spans.ts";
import { tallyDay, type CountedMessage } from "../../workers/figures/tally.ts";

const from = Date.UTC(2026, 10, 20);
const minute = 60_000;

const message = (more: Partial<CountedMessage>): CountedMessage => ({
  conversationId: "cnv_1",
  agentId: "agt_1",
  contactId: "ctc_1",
  direction: "inbound",
  sender: "client",
  kind: "text",
  level: 1,
  tokens: 0,
  acceptedAt: from,
  ...more,
});
const asked = (at: number, more: Partial<CountedMessage> = {}) => message({ acceptedAt: from + at, ...more });
const answered = (at: number, more: Partial<CountedMessage> = {}) =>
  message({ acceptedAt: from + at, direction: "outbound", sender: "ai", kind: "reply", tokens: 10, ...more });

/** What came before the day only begins waits. */
const tallied = (messages: readonly CountedMessage[]) => {
  const waiting = new Map<string, number>();
  const today = messages.filter(({ acceptedAt }) => acceptedAt >= from);
  tallyDay(
    messages.filter((one) => !today.includes(one)),
    waiting,
  );
  return tallyDay(today, waiting);
};

describe("a day's count", () => {
  it("tells what came from what went, and who wrote it", () => {
    const { levels } = tallied([
      asked(0),
      answered(minute),
      answered(2 * minute, { kind: "notice", tokens: 0 }),
      answered(3 * minute, { sender: "consultant", kind: "text", tokens: 0 }),
    ]);
    expect(levels).toMatchObject([
      { totalMessages: 4, inboundMessages: 1, outboundMessages: 3, aiMessages: 1, manualMessages: 1, tokens: 10 },
    ]);
  });

  it("does not count what colleagues note down, nor where a topic begins", () => {
    const notes = [answered(0, { kind: "note", sender: "consultant" }), answered(1, { kind: "topic" })];
    expect(tallied(notes)).toEqual({ levels: [], contacts: [] });
  });

  it("counts what Filo says in the house's name, while it is closed, as nobody's answer", () => {
    const { levels } = tallied([asked(0), answered(minute, { sender: "consultant", kind: "notice" })]);
    expect(levels).toMatchObject([{ outboundMessages: 1, manualMessages: 0, aiMessages: 0, manualResponses: {} }]);
  });

  it("lets a wait run from the first unanswered message, over midnight, to an answer that is no notice", () => {
    const { levels } = tallied([
      asked(-10 * minute),
      asked(-5 * minute),
      answered(minute, { kind: "notice" }),
      answered(10 * minute),
      answered(11 * minute),
    ]);
    expect(levels).toMatchObject([{ inboundMessages: 0, aiMessages: 2 }]);
    expect(countOf(levels[0]!.aiResponses)).toBe(1);
    expect(Math.abs(percentile(levels[0]!.aiResponses, 0.5)! - 20 * minute)).toBeLessThan(minute);
  });

  it("gives the wait to who ended it, at the level of the answer", () => {
    const { levels } = tallied([asked(0), answered(minute, { sender: "consultant", kind: "text", level: 3 })]);
    expect(levels.find(({ level }) => level === 3)).toMatchObject({ manualMessages: 1, aiResponses: {} });
    expect(countOf(levels.find(({ level }) => level === 3)!.manualResponses)).toBe(1);
  });

  it("adds up, however threads lie among each other", () => {
    const some = fc.array(
      fc.record({
        conversation: fc.integer({ min: 1, max: 3 }),
        outbound: fc.boolean(),
        level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(some, (steps) => {
        const all = steps.map(({ conversation, outbound, level }, at) =>
          (outbound ? answered : asked)(at * 1_000, {
            conversationId: `cnv_${conversation}`,
            contactId: `ctc_${conversation}`,
            level,
          }),
        );
        const apart = [1, 2, 3].flatMap((n) => all.filter(({ conversationId }) => conversationId === `cnv_${n}`));
        const byLevel = (messages: CountedMessage[]) => tallied(messages).levels.toSorted((a, b) => a.level - b.level);
        expect(byLevel(apart)).toEqual(byLevel(all));
        const counted = tallied(all);
        expect(counted.levels.reduce((sum, { totalMessages }) => sum + totalMessages, 0)).toBe(all.length);
        expect(counted.contacts.reduce((sum, { inboundMessages }) => sum + inboundMessages, 0)).toBe(
          all.filter(({ direction }) => direction === "inbound").length,
        );
      }),
    );
  });
});
