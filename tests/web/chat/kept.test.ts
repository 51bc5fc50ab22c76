import { describe, expect, it } from "vitest";
import { keptIn } from "../../../web/src/chat/kept.ts";
import { outgoing } from "./messages.ts";

const memory = (): Storage => {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (at) => [...held.keys()][at] ?? null,
    get length() {
      return held.size;
    },
  };
};

describe("what a page keeps over a reload", () => {
  it("is the draft and what waits, for each agent apart; what was on the wire waits again", () => {
    const storage = memory();
    const page = keptIn(() => storage, "coach");
    page.writeDraft("Vorrei sapere");
    page.writeOutgoing([outgoing("a1", { state: "sending" }), outgoing("a2", { state: "refused" })]);
    const reloaded = keptIn(() => storage, "coach");
    expect(reloaded.readDraft()).toBe("Vorrei sapere");
    expect(reloaded.readOutgoing().map((message) => message.state)).toEqual(["waiting", "refused"]);
    expect(keptIn(() => storage, "other").readOutgoing()).toEqual([]);
    page.writeDraft("");
    page.writeOutgoing([]);
    expect(storage.length).toBe(0);
  });

  it("is nothing where the browser refuses storage, and nothing fails", () => {
    const page = keptIn(() => {
      throw new DOMException("denied", "SecurityError");
    }, "coach");
    page.writeDraft("x");
    expect(page.readDraft()).toBe("");
    expect(page.readOutgoing()).toEqual([]);
  });
});
