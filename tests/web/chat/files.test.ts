import { describe, expect, it } from "vitest";
import type { ChatAction } from "../../../web/src/chat/state/chatState.ts";
import { sizeIn } from "../../../web/src/chat/files/measure.ts";
import { after, medium, message, outgoing, pageFile } from "./messages.ts";

const pushed = (event: Extract<ChatAction, { type: "pushed" }>["event"]): ChatAction => ({ type: "pushed", event });
const withFiles = outgoing("a1", { text: "", files: [pageFile("f1"), pageFile("f2")] });

describe("a message with files", () => {
  it("holds its place in the queue while they upload, without an answer being awaited", () => {
    const state = after([
      { type: "written", message: withFiles },
      { type: "uploading", id: "a1" },
    ]);
    expect(state.outgoing).toMatchObject([{ state: "sending" }]);
    expect(state.streams).toEqual([]);
  });

  it("knows where each lies, and forgets it when the server does; no other message changes", () => {
    const other = outgoing("a2");
    const written: ChatAction[] = [
      { type: "written", message: withFiles },
      { type: "written", message: other },
      { type: "uploaded", fileId: "f2", mediaId: "med_2" },
    ];
    const state = after(written);
    expect(state.outgoing[0]?.files.map(({ mediaId }) => mediaId)).toEqual([null, "med_2"]);
    expect(state.outgoing[1]).toBe(other);
    const forgotten = after([{ type: "uploaded", fileId: "f2", mediaId: null }], state);
    expect(forgotten.outgoing[0]?.files.map(({ mediaId }) => mediaId)).toEqual([null, null]);
  });

  it("waits when an upload found no network, and is refused for good reasons", () => {
    const broken = (problem: "offline" | "unsupported_media") =>
      after([
        { type: "written", message: withFiles },
        { type: "uploading", id: "a1" },
        { type: "broken", id: "a1", problem },
      ]).outgoing[0];
    expect(broken("offline")).toMatchObject({ state: "waiting", files: withFiles.files });
    expect(broken("unsupported_media")).toMatchObject({ state: "refused", problem: "unsupported_media" });
  });
});

describe("what becomes of a file in the thread", () => {
  const note = medium("med_1", { kind: "audio", state: "pending" });
  const before = after([pushed({ type: "NEW_MESSAGE", message: message(1, { text: "", media: [note], version: 2 }) })]);
  const update = (version: number, state: "stored" | "ready", text: string | null = null) =>
    pushed({ type: "MESSAGE_UPDATE", message: message(1, { text: "", media: [{ ...note, state, text }], version }) });

  it("is shown as it is told, and never goes back to an older version", () => {
    const understood = after([update(4, "ready", "ciao"), update(3, "stored")], before);
    expect(understood.thread.items).toMatchObject([{ version: 4, media: [{ state: "ready", text: "ciao" }] }]);
  });

  it("makes no news of a message that lies before what was read", () => {
    const elsewhere = message(9, { media: [note], version: 2 });
    expect(after([pushed({ type: "MESSAGE_UPDATE", message: elsewhere })], before).thread.items).toBe(before.thread.items);
    expect(after([update(3, "stored")], before).heard).toBe(before.heard);
  });
});

it.each([
  [10, "1 kB"],
  [830_000, "811 kB"],
  [1_500_000, "1,4 MB"],
  [16 * 1024 * 1024, "16 MB"],
])("says %i bytes as %s", (bytes, said) => expect(sizeIn("it", bytes)).toBe(said));
