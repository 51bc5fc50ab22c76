import { describe, expect, it } from "vitest";
import { OutboxStore } from "../../workers/conversation/outboxStore.ts";
import { prepareSchema } from "../../workers/conversation/schema.ts";
import { NodeStorage } from "../support/nodeStorage.ts";

const now = 1_700_000_000_000;

const open = () => {
  const { sql } = new NodeStorage();
  prepareSchema(sql as never);
  return { sql, outbox: new OutboxStore(sql as never) };
};

describe("what has left is cleared at once", () => {
  it("but for what was queued again meanwhile", () => {
    const { outbox } = open();
    for (const key of ["a", "b", "c"]) outbox.add("live", key, {}, now);
    outbox.add("d1", "a", {}, now);
    const sent = outbox.head("live", 2);
    outbox.add("live", "a", {}, now + 1);
    outbox.remove(sent);
    expect(outbox.head("live", 9).map(({ key }) => key)).toEqual(["a", "c"]);
    expect(outbox.head("d1", 9)).toHaveLength(1);
  });
});

describe("what waits", () => {
  const all = (outbox: OutboxStore) => ({ due: Object.fromEntries(outbox.dueTimes(now)), since: outbox.waitingSince() });

  it("is told as it stands after every change", () => {
    const { outbox } = open();
    expect(all(outbox)).toEqual({ due: {}, since: null });
    outbox.add("d1", "a", {}, now);
    expect(all(outbox)).toEqual({ due: { d1: now }, since: now });
    outbox.add("live", "b", {}, now + 5);
    expect(all(outbox)).toEqual({ due: { d1: now, live: now + 5 }, since: now });
    outbox.postpone("d1", now + 900);
    expect(all(outbox)).toEqual({ due: { d1: now + 900, live: now + 5 }, since: now });
    outbox.park(outbox.head("d1", 1)[0]!.id);
    expect(all(outbox)).toEqual({ due: { live: now + 5 }, since: now + 5 });
    outbox.remove(outbox.head("live", 1));
    expect(all(outbox)).toEqual({ due: {}, since: null });
  });

  it("is not changed by whoever was told", () => {
    const { outbox } = open();
    outbox.add("d1", "a", {}, now);
    outbox.dueTimes(now).clear();
    expect(all(outbox).due).toEqual({ d1: now });
  });

  it("is looked up again when the rows were changed by somebody else", () => {
    const { sql, outbox } = open();
    outbox.add("d1", "a", {}, now);
    expect(all(outbox).since).toBe(now);
    sql.exec("DELETE FROM outbox WHERE key = ?", "a");
    outbox.lookAgain();
    expect(all(outbox)).toEqual({ due: {}, since: null });
  });
});
