import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../../web/src/api/problem.ts";
import { makeSending } from "../../../web/src/chat/sending.ts";
import type { ChatState } from "../../../web/src/chat/state/chatState.ts";
import { reduce } from "../../../web/src/chat/state/reduce.ts";
import type { Store } from "../../../web/src/chat/store.ts";
import { fresh, outgoing, pageFile } from "./messages.ts";

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const unknownFile = {
  status: 400,
  body: { type: "…/invalid_input", errors: [{ path: "mediaIds", code: "unknown_media", message: "" }] },
};
const taken = { status: 200, body: { response: "ok", remainingMessages: 3 } };

/** A page whose messages the server answers as told, in turn, and whose uploads end as told. */
const page = (answers: { status: number; body: unknown }[], uploads: (string[] | Problem)[]) => {
  let state: ChatState = fresh();
  const posted: unknown[] = [];
  const done: string[] = [];
  vi.stubGlobal("fetch", async (_address: string, { body }: RequestInit) => {
    posted.push(JSON.parse(String(body)));
    const { status, body: said } = answers.shift() ?? { status: 500, body: {} };
    return Response.json(said, { status });
  });
  const store = {
    slug: "coach",
    state: () => state,
    dispatch: (action: Parameters<typeof reduce>[1]) => (state = reduce(state, action)),
    setOnline: () => undefined,
    refreshInfo: async () => undefined,
  } as unknown as Store;
  const files = {
    async upload() {
      const end = uploads.shift() ?? [];
      done.push("upload");
      if (end instanceof Problem) throw end;
      return end;
    },
    forget: () => void done.push("forget"),
  };
  const hooks = { accepted: () => undefined, unsure: () => undefined, offline: () => void done.push("offline") };
  return {
    sending: makeSending(store, { files, introduce: (act) => act(() => undefined) }, hooks),
    posted,
    done,
    state: () => state,
  };
};

afterEach(() => vi.unstubAllGlobals());

const message = (id: string) => outgoing(id, { text: "", files: [pageFile("f1")] });

describe("a message with files", () => {
  it("names what was uploaded, and goes before what was written after it", async () => {
    const { sending, posted, state } = page([taken, taken], [["med_1"]]);
    sending.write(message("a1"));
    sending.write(outgoing("a2"));
    sending.drain();
    await settled();
    sending.drain();
    await settled();
    expect(posted).toEqual([
      { message: "", mediaIds: ["med_1"], clientMessageId: "a1" },
      { message: "a2", mediaIds: [], clientMessageId: "a2" },
    ]);
    expect(state().outgoing).toEqual([]);
  });

  it("is uploaded anew, once, when the server knows the files no more; the message stays the same one", async () => {
    const { sending, posted, done } = page([unknownFile, taken], [["med_1"], ["med_2"]]);
    sending.write(message("a1"));
    await settled();
    expect(posted).toMatchObject([
      { mediaIds: ["med_1"], clientMessageId: "a1" },
      { mediaIds: ["med_2"], clientMessageId: "a1" },
    ]);
    expect(done).toEqual(["upload", "forget", "upload"]);
  });

  it("is shown as refused when that does not help", async () => {
    const { sending, posted, state } = page([unknownFile, unknownFile], [["med_1"], ["med_2"]]);
    sending.write(message("a1"));
    await settled();
    expect(posted).toHaveLength(2);
    expect(state().outgoing).toMatchObject([{ state: "refused", problem: "invalid_input" }]);
  });

  it("waits for the network with its files, and lets nothing overtake it", async () => {
    const { sending, posted, done, state } = page([taken, taken], [new Problem("offline", 0), ["med_1"]]);
    sending.write(message("a1"));
    sending.write(outgoing("a2"));
    await settled();
    expect([posted, done]).toEqual([[], ["upload", "offline"]]);
    expect(state().outgoing.map((one) => one.state)).toEqual(["waiting", "waiting"]);
    sending.drain();
    await settled();
    expect(posted).toMatchObject([{ clientMessageId: "a1" }]);
  });

  it("that can't be uploaded is refused, and what was written after it goes on", async () => {
    const { sending, posted, state } = page([taken], [new Problem("unsupported_media", 415)]);
    sending.write(message("a1"));
    sending.write(outgoing("a2"));
    await settled();
    expect(state().outgoing).toMatchObject([{ clientMessageId: "a1", state: "refused", problem: "unsupported_media" }]);
    expect(posted).toMatchObject([{ clientMessageId: "a2" }]);
  });
});
