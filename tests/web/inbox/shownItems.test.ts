import { describe, expect, it } from "vitest";
import { firstShown } from "../../../web/src/console/inbox/thread/shownItems.ts";

const items = Array.from({ length: 10_000 }, (_, at) => ({ id: `msg_${at}` }));

describe("what of a long thread is laid out when it is opened", () => {
  it("is its newest stretch, however much is held", () => {
    expect(items.length - firstShown(items, null)).toBe(24);
    expect(firstShown(items.slice(0, 120), null)).toBe(96);
    expect(firstShown(items.slice(0, 20), null)).toBe(0);
  });

  it("takes in the first unread message, with what stands before it", () => {
    expect(firstShown(items, "msg_9990")).toBe(9_970);
    expect(firstShown(items, "msg_9998")).toBe(9_976);
    expect(firstShown(items, "msg_9000")).toBe(8_980);
    expect(firstShown(items, "msg_3")).toBe(0);
  });

  it("is the newest stretch when what was unread is not held", () => {
    expect(firstShown(items, "msg_elsewhere")).toBe(9_976);
  });
});
