import { describe, expect, it } from "vitest";
import { titleOf } from "../../../web/src/console/shell/badge.ts";
import { concernOf } from "../../../web/src/console/shell/notices/concern.ts";
import { concerns, factsOf } from "../../../workers/push/whoCares.ts";
import { conversation, message } from "../world.ts";

const me = { userId: "usr_me", what: "mine" } as const;
const said = { type: "NEW_MESSAGE", conversationId: message(1).conversationId, message: message(1) } as const;
const update = (more: Parameters<typeof conversation>[1]) =>
  ({ type: "CONVERSATION_UPDATE", conversation: conversation(1, { version: 2, ...more }) }) as const;

describe("what concerns the reader", () => {
  const assignee = (id: string) => ({ assignee: { id, name: id } });
  const cases = [
    conversation(1),
    conversation(1, { aiEnabled: false }),
    conversation(1, { needsPerson: "asked" }),
    conversation(1, { place: "blocked", aiEnabled: false }),
    conversation(1, assignee("usr_me")),
    conversation(1, { aiEnabled: false, ...assignee("usr_other") }),
  ];

  it("is what the server would push, message by message", () => {
    for (const held of cases)
      for (const what of ["mine", "all"] as const) {
        const onServer = concerns({ userId: me.userId, what }, "message", factsOf(held));
        expect(concernOf(said, held, { ...me, what }) !== null).toBe(onServer);
      }
  });

  it("is that a person is needed, when it was not before", () => {
    expect(concernOf(update({ needsPerson: "asked" }), conversation(1), me)).toMatchObject({ kind: "needs_person" });
    expect(concernOf(update({ needsPerson: "asked" }), conversation(1, { needsPerson: "asked" }), me)).toBeNull();
    expect(concernOf(update({ needsPerson: "asked" }), undefined, me)).toBeNull();
    expect(concernOf(update({}), conversation(1), me)).toBeNull();
  });

  it("is a mention, and nothing that the house itself says", () => {
    expect(concernOf({ ...said, type: "MENTION" }, undefined, me)).toMatchObject({ kind: "mention" });
    expect(
      concernOf({ ...said, type: "MESSAGE_SENT" }, conversation(1, { aiEnabled: false }), { ...me, what: "all" }),
    ).toBeNull();
  });
});

describe("the window's title", () => {
  it("carries what is unread", () => {
    expect([titleOf("Palestra", 0), titleOf("Palestra", 3), titleOf(undefined, 0)]).toEqual([
      "Palestra · Filo",
      "(3) Palestra · Filo",
      "Filo",
    ]);
  });
});
