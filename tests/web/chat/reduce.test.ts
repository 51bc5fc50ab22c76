import { describe, expect, it } from "vitest";
import type { ChatEvent } from "../../../schema/contract/publicChat.ts";
import type { ChatAction, ChatState } from "../../../web/src/chat/state/chatState.ts";
import { after, fresh, message, outgoing, posted, reply } from "./messages.ts";

const streamed = (id: string, event: ChatEvent): ChatAction => ({ type: "streamed", id, event });
const delta = (id: string, text: string) => streamed(id, { event: "delta", data: { text } });
const accepted = (id: string, at: number) =>
  streamed(id, { event: "accepted", data: { message: message(at, { clientMessageId: id }) } });
const texts = (state: ChatState) => state.thread.items.map((item) => item.text);

describe("an own message", () => {
  it("is on the page at once, waiting, and on the wire once it is sent", () => {
    expect(after([{ type: "written", message: outgoing("a1") }]).outgoing).toMatchObject([
      { clientMessageId: "a1", state: "waiting" },
    ]);
    const state = after(posted("a1"));
    expect(state.outgoing).toMatchObject([{ state: "sending" }]);
    expect(state.streams).toEqual(["a1"]);
  });

  it("becomes the server's when it is accepted, and its answer is still awaited", () => {
    const state = after([...posted("a1"), accepted("a1", 1)]);
    expect(state.outgoing).toEqual([]);
    expect(texts(state)).toEqual(["text 1"]);
    expect(state.streams).toEqual(["a1"]);
  });

  it("is there once when the socket brings it before the stream does", () => {
    const pushed: ChatAction = { type: "pushed", event: { type: "NEW_MESSAGE", message: message(1, { clientMessageId: "a1" }) } };
    const state = after([...posted("a1"), pushed, accepted("a1", 1)]);
    expect(texts(state)).toEqual(["text 1"]);
    expect(state.outgoing).toEqual([]);
  });

  it("waits when nothing answered, and is shown as refused when it was", () => {
    expect(after([...posted("a1"), { type: "broken", id: "a1", problem: "offline" }]).outgoing).toMatchObject([
      { state: "waiting" },
    ]);
    const refused = after([...posted("a1"), { type: "broken", id: "a1", problem: "too_many_requests" }]);
    expect(refused.outgoing).toMatchObject([{ state: "refused", problem: "too_many_requests" }]);
    expect(refused.streams).toEqual([]);
    expect(after([{ type: "retried", id: "a1" }], refused).outgoing).toMatchObject([{ state: "waiting", problem: null }]);
    expect(after([{ type: "discarded", id: "a1" }], refused).outgoing).toEqual([]);
  });

  it("that was accepted before its stream broke is not sent again", () => {
    const state = after([
      ...posted("a1"),
      accepted("a1", 1),
      delta("a1", "Ciao"),
      { type: "broken", id: "a1", problem: "offline" },
    ]);
    expect(state.outgoing).toEqual([]);
    expect(state.draft).toBeNull();
    expect(state.streams).toEqual([]);
  });

  it("found in the thread after a reload is no longer on its way", () => {
    const kept = { ...fresh(), outgoing: [outgoing("a1"), outgoing("a2")] };
    const newest = { items: [message(1, { clientMessageId: "a1" })], olderCursor: null };
    expect(after([{ type: "read", newest }], kept).outgoing.map((one) => one.clientMessageId)).toEqual(["a2"]);
  });
});

describe("an answer being written", () => {
  it("grows by its deltas and is taken back by a retraction", () => {
    const writing = after([...posted("a1"), accepted("a1", 1), delta("a1", "Siamo "), delta("a1", "aperti")]);
    expect(writing.draft).toEqual({ stream: "a1", text: "Siamo aperti" });
    const taken = after([streamed("a1", { event: "retracted", data: {} })], writing);
    expect(taken.draft).toBeNull();
    expect(taken.streams).toEqual(["a1"]);
    expect(after([delta("a1", "Da capo")], taken).draft?.text).toBe("Da capo");
  });

  it("gives way to the message it became, with what is left of the day", () => {
    const committed = streamed("a1", { event: "committed", data: { message: reply(2, "Siamo aperti"), remainingMessages: 4 } });
    const state = after([...posted("a1"), accepted("a1", 1), delta("a1", "Siamo"), committed]);
    expect(texts(state)).toEqual(["text 1", "Siamo aperti"]);
    expect(state).toMatchObject({ draft: null, streams: [], remaining: 4, heard: { text: "Siamo aperti" } });
  });

  it("gives way also when the socket is quicker than the stream, and to nobody else's message", () => {
    const writing = after([...posted("a1"), accepted("a1", 1), delta("a1", "Siamo ape")]);
    const finished: ChatAction = { type: "pushed", event: { type: "MESSAGE_SENT", message: reply(2, "Siamo aperti") } };
    expect(after([finished], writing).draft).toBeNull();
    const other: ChatAction = { type: "pushed", event: { type: "MESSAGE_SENT", message: reply(2, "Buongiorno, sono Anna") } };
    expect(after([other], writing).draft?.text).toBe("Siamo ape");
  });

  it("moves to the stream of a later message, never back", () => {
    const state = after([
      ...posted("a1"),
      accepted("a1", 1),
      delta("a1", "Uno"),
      ...posted("a2"),
      delta("a2", "Due"),
      delta("a1", " e mezzo"),
    ]);
    expect(state.draft).toEqual({ stream: "a2", text: "Due" });
    const ended = after([streamed("a1", { event: "superseded", data: {} })], state);
    expect(ended).toMatchObject({ draft: { text: "Due" }, streams: ["a2"] });
  });

  it("stops when a person takes over", () => {
    const writing = after([...posted("a1"), accepted("a1", 1), delta("a1", "Siamo")]);
    expect(after([streamed("a1", { event: "person", data: {} })], writing)).toMatchObject({
      aiEnabled: false,
      draft: null,
      streams: [],
    });
    const takeover: ChatAction = { type: "pushed", event: { type: "CONVERSATION_UPDATE", aiEnabled: false, movedTo: null } };
    expect(after([takeover], writing)).toMatchObject({ aiEnabled: false, draft: null, moves: 0 });
  });

  it("that came whole ends the wait too", () => {
    const state = after([...posted("a1"), { type: "answered", id: "a1", remaining: 3, byPerson: true }]);
    expect(state).toMatchObject({ outgoing: [], streams: [], remaining: 3, aiEnabled: false });
  });
});

describe("what the socket brings", () => {
  it("is heard when it comes from the other side and is new", () => {
    const said = reply(3, "Ti aspetto", { sender: "consultant", kind: "text" });
    const once = after([{ type: "pushed", event: { type: "MESSAGE_SENT", message: said } }]);
    expect(once.heard?.text).toBe("Ti aspetto");
    const own = after([{ type: "pushed", event: { type: "NEW_MESSAGE", message: message(4, { channel: "whatsapp" }) } }], once);
    expect(own.heard?.text).toBe("Ti aspetto");
    const again = after([{ type: "pushed", event: { type: "MESSAGE_SENT", message: { ...said, version: 2, status: "read" } } }], {
      ...own,
      heard: null,
    });
    expect(again.heard).toBeNull();
  });

  it("changes a message's state only forward", () => {
    const sent = reply(1, "Ciao", { version: 3, status: "delivered" });
    const status = (version: number, next: "sent" | "read"): ChatAction => ({
      type: "pushed",
      event: { type: "MESSAGE_STATUS", messageId: sent.id, status: next, version },
    });
    const state = after([{ type: "pushed", event: { type: "MESSAGE_SENT", message: sent } }, status(2, "sent")]);
    expect(state.thread.items[0]?.status).toBe("delivered");
    expect(after([status(4, "read")], state).thread.items[0]?.status).toBe("read");
  });

  it("says who is typing until they stop or write", () => {
    const typing: ChatAction = { type: "pushed", event: { type: "TYPING_INDICATOR", who: "consultant", typing: true } };
    const state = after([typing]);
    expect(state.typing).toBe("consultant");
    const notThem: ChatAction = { type: "pushed", event: { type: "TYPING_INDICATOR", who: "ai", typing: false } };
    expect(after([notThem], state).typing).toBe("consultant");
    expect(after([{ type: "pushed", event: { type: "MESSAGE_SENT", message: reply(1, "Ecco") } }], state).typing).toBeNull();
    expect(after([{ type: "typingEnded" }], state).typing).toBeNull();
  });

  it("asks for another reading when the thread was joined with another", () => {
    const moved: ChatAction = {
      type: "pushed",
      event: { type: "CONVERSATION_UPDATE", aiEnabled: true, movedTo: "cnv_00000000000000000000000000" },
    };
    expect(after([moved, moved]).moves).toBe(2);
  });
});

describe("reading", () => {
  it("puts older messages before what is held, for the place it asked from only", () => {
    const held = after([{ type: "read", newest: { items: [message(5), message(6)], olderCursor: "at5" } }]);
    const page = { items: [message(3), message(4)], nextCursor: null };
    expect(texts(after([{ type: "readOlder", from: "at5", page }], held))).toEqual(["text 3", "text 4", "text 5", "text 6"]);
    expect(after([{ type: "readOlder", from: "elsewhere", page }], held)).toEqual(held);
  });

  it("finds the answer that a broken stream was bringing", () => {
    const writing = after([...posted("a1"), accepted("a1", 1), delta("a1", "Siamo")]);
    const newest = { items: [message(1, { clientMessageId: "a1" }), reply(2, "Siamo aperti")], olderCursor: null };
    expect(after([{ type: "read", newest }], writing).draft).toBeNull();
  });

  it("starts over for whoever looks at the page now, keeping what has not gone out", () => {
    const state = after([
      { type: "read", newest: { items: [message(1)], olderCursor: null } },
      { type: "written", message: outgoing("a1") },
      { type: "changedHands", info: { aiEnabled: true, remainingMessages: null } },
    ]);
    expect(state).toMatchObject({ thread: { items: [], olderCursor: null }, remaining: null, streams: [] });
    expect(state.outgoing).toHaveLength(1);
  });
});
