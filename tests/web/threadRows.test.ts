import { describe, expect, it } from "vitest";
import { cameSince, firstUnreadId, isPrepend, threadRows } from "../../web/src/console/inbox/thread/threadRows.ts";
import { linkReplyText } from "../../workers/contacts/linkTexts.ts";
import { codeIn } from "../../web/src/console/inbox/thread/codeIn.ts";
import { message, messages, wordsOnly } from "./world.ts";

const kindsOf = (rows: ReturnType<typeof threadRows>) => rows.map((row) => row.kind);

describe("the rows of a thread", () => {
  it("part the days", () => {
    const rows = threadRows([message(1), message(2, { createdAt: "2026-03-12T12:00:00.000Z" })], [], null);
    expect(kindsOf(rows)).toEqual(["day", "message", "day", "message"]);
  });

  it("name the author once for messages that stand together", () => {
    const rows = threadRows(
      [message(1), message(2), message(30), message(31, { sender: "ai", direction: "outbound" })],
      [],
      null,
    );
    expect(rows.flatMap((row) => (row.kind === "message" ? [row.isFirst] : []))).toEqual([true, false, true, true]);
  });

  it("put the divider before the first new message", () => {
    const rows = threadRows(messages(1, 3), [], message(2).id);
    expect(kindsOf(rows)).toEqual(["day", "message", "new", "message", "message"]);
  });

  it("end with what is on its way", () => {
    const mine = {
      ...wordsOnly(""),
      clientMessageId: "one",
      conversationId: "",
      at: "",
      state: "sending",
      problem: null,
    } as const;
    expect(kindsOf(threadRows(messages(1, 1), [mine], null))).toEqual(["day", "message", "outgoing"]);
  });

  it("name the author again after a code, which has a line of its own", () => {
    const code = message(2, { kind: "notice", text: "FILO-7K3M9P" });
    const rows = threadRows([message(1), code, message(3, { kind: "notice", text: "STOP" })], [], null);
    expect(rows.flatMap((row) => (row.kind === "message" ? [row.isFirst] : []))).toEqual([true, true, true]);
  });

  it("part topics, and name the author again after one", () => {
    const items = [message(1), message(2, { kind: "topic", direction: "outbound", sender: "consultant" }), message(3)];
    const rows = threadRows(items, [], null);
    expect(kindsOf(rows)).toEqual(["day", "message", "topic", "message"]);
    expect(rows.at(-1)).toMatchObject({ isFirst: true });
    expect(threadRows(items, [], null, rows).every((row, at) => row === rows[at])).toBe(true);
  });

  it("stay the same objects where nothing changed", () => {
    const items = messages(1, 4);
    const before = threadRows(items, [], null);
    const after = threadRows(items.with(1, { ...message(2), status: "read", version: 2 }), [], null, before);
    expect(after.map((row, at) => row === before[at])).toEqual([true, true, false, true, true]);
  });

  it("know older history from news", () => {
    const now = threadRows(messages(5, 8), [], null);
    expect(isPrepend(now, threadRows(messages(1, 8), [], null, now))).toBe(true);
    expect(isPrepend(now, threadRows(messages(5, 9), [], null, now))).toBe(false);
    expect(isPrepend([], now)).toBe(false);
  });
});

describe("the first unread message", () => {
  const mixed = [message(1), message(2, { direction: "outbound", sender: "ai" }), message(3), message(4)];

  it("is counted over what the customer wrote", () => {
    expect(firstUnreadId(mixed, 3)).toBe(message(1).id);
    expect(firstUnreadId(mixed, 1)).toBe(message(4).id);
  });

  it("is none when all is read or it lies further back", () => {
    expect(firstUnreadId(mixed, 0)).toBeNull();
    expect(firstUnreadId(mixed, 9)).toBeNull();
  });

  it("may be a note that names the reader, and no other note", () => {
    const note = (n: number, mentions: string[]) =>
      message(n, { kind: "note", direction: "outbound", sender: "consultant", mentions });
    const items = [message(1), note(2, ["usr_me"]), note(3, ["usr_other"]), message(4)];
    expect(firstUnreadId(items, 2, "usr_me")).toBe(message(2).id);
    expect(firstUnreadId(items, 2, "usr_third")).toBe(message(1).id);
  });
});

describe("what came meanwhile", () => {
  it("counts every message after the last one that was seen", () => {
    const mine = message(3, { direction: "outbound", sender: "consultant" });
    expect(cameSince([message(1), message(2), mine, message(4, { kind: "topic" })], message(1).id)).toBe(2);
    expect(cameSince([message(1)], message(1).id)).toBe(0);
    expect(cameSince([message(1)], null)).toBe(0);
  });
});

describe("a message that is a code and nothing else", () => {
  const notice = (text: string, more = {}) => codeIn(message(1, { kind: "notice", text, ...more }));

  it("is told from what people write", () => {
    expect(notice("FILO-7K3M9P")).toBe("linkCode");
    expect(notice(" filo–7k3m9p \n")).toBe("linkCode");
    expect(notice("join happy-otter")).toBe("sandbox");
    expect(notice("Ecco FILO-7K3M9P, a che ora aprite?")).toBeNull();
    expect(notice("Questo codice è scaduto. Chiedine uno nuovo dalla pagina web.")).toBeNull();
    expect(codeIn(message(1, { text: "FILO-7K3M9P" }))).toBeNull();
  });

  it("is the answer to a link code in every language", () => {
    for (const language of ["it", "en", "es", "fr"] as const)
      expect(notice(linkReplyText({ kind: "confirm", code: "012345", minutes: 9 }, language))).toBe("confirmCode");
  });

  it("is shown whole where it did not go out", () => {
    const text = linkReplyText({ kind: "confirm", code: "012345", minutes: 9 }, "it");
    expect(notice(text, { status: "failed" })).toBeNull();
  });
});
