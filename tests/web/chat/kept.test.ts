import { describe, expect, it } from "vitest";
import { keptIn } from "../../../web/src/chat/kept.ts";
import { outgoing, pageFile } from "./messages.ts";

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

  it("is which files stand in the composer and go with each message, too; what is no list of files is none", () => {
    const storage = memory();
    const page = keptIn(() => storage, "coach");
    page.writeFiles([pageFile("f1", { mediaId: "med_1" })]);
    page.writeOutgoing([outgoing("a1", { text: "", files: [pageFile("f2")] })]);
    const reloaded = keptIn(() => storage, "coach");
    expect(reloaded.readFiles()).toEqual([pageFile("f1", { mediaId: "med_1" })]);
    expect(reloaded.readOutgoing()).toMatchObject([{ text: "", files: [pageFile("f2")], state: "waiting" }]);
    storage.setItem("filo.draft-files.coach", "{oops");
    storage.setItem("filo.page-outgoing.coach", JSON.stringify([{ ...outgoing("old"), files: undefined }]));
    expect([reloaded.readFiles(), reloaded.readOutgoing()]).toMatchObject([[], [{ files: [] }]]);
    page.writeFiles([]);
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
