import { describe, expect, it } from "vitest";
import { pilesOf } from "../../workers/inbox/piles.ts";

const named = (filter: Parameters<typeof pilesOf>[0]) =>
  pilesOf(filter).map(({ isClient, isUnread }) => `${isClient ? "client" : "lead"} ${isUnread ? "unread" : "read"}`);

describe("the piles of a filter", () => {
  it("together are the whole inbox, whoever needs whom", () => {
    expect(new Set(named("all"))).toEqual(new Set([...named("leads"), ...named("clients")]));
    expect(named("all")).toHaveLength(4);
    expect(named("needs_person")).toEqual(named("all"));
  });

  it("hold clients or leads, or what nobody has read", () => {
    expect(named("leads").every((name) => name.startsWith("lead"))).toBe(true);
    expect(named("clients").every((name) => name.startsWith("client"))).toBe(true);
    expect(named("unread").every((name) => name.endsWith("unread"))).toBe(true);
  });
});
