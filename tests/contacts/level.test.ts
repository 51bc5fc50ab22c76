import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activeLevel, type HeldSubscription } from "../../workers/contacts/level.ts";

const me = { contactId: "me", verifiedEmails: ["anna@example.test"] };
const held = (level: number, more: Partial<HeldSubscription> = {}): HeldSubscription => ({
  contactId: "me",
  email: null,
  level,
  status: "active",
  ...more,
});

describe("the level somebody has", () => {
  test.each<[string, HeldSubscription[], number]>([
    ["none is Bronze", [], 1],
    ["Silver", [held(2)], 2],
    ["4 counts as Gold", [held(4)], 3],
    ["the highest counts", [held(2), held(3), held(1)], 3],
    ["a canceled Gold does not", [held(3, { status: "canceled" }), held(2)], 2],
    ["nor a pending or expired one", [held(3, { status: "pending" }), held(3, { status: "expired" })], 1],
    ["by verified e-mail alone", [held(3, { contactId: null, email: "anna@example.test" })], 3],
    ["an e-mail that isn't verified proves nothing", [held(3, { contactId: null, email: "else@example.test" })], 1],
    ["somebody else's does not count", [held(3, { contactId: "other" })], 1],
  ])("%s", (_, subscriptions, level) => {
    expect(activeLevel(subscriptions, me)).toBe(level);
  });

  test("taking subscriptions away, or reordering them, never raises it", () => {
    const subscription = fc.record({
      contactId: fc.constantFrom("me", "other", null),
      email: fc.constantFrom("anna@example.test", "else@example.test", null),
      level: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom("pending", "active", "canceled", "expired"),
    });
    fc.assert(
      fc.property(fc.array(subscription), fc.nat(), (all, at) => {
        const whole = activeLevel(all, me);
        expect(activeLevel(all.toReversed(), me)).toBe(whole);
        expect(activeLevel(all.toSpliced(at % (all.length + 1), 1), me)).toBeLessThanOrEqual(whole);
        expect(activeLevel(all, { contactId: "stranger", verifiedEmails: [] })).toBe(1);
      }),
    );
  });
});
