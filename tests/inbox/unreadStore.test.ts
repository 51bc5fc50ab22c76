import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConversationView } from "../../workers/conversation/rpc.ts";
import { countUnread, listUnread } from "../../workers/inbox/unreadList.ts";
import { UnreadStore } from "../../workers/inbox/unreadStore.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import { viewOf } from "./views.ts";

const users = ["usr_a", "usr_b", "usr_c"];
const threads = ["cnv_a", "cnv_b", "cnv_c"];

/** What a careful person with pen and paper would keep: every message, and which of them each user has seen. */
class Paper {
  readonly said = new Map<string, number[]>(threads.map((id) => [id, []]));
  readonly needs = new Set<string>();
  /** Times of messages by user and thread that are new to that user. */
  readonly isNew = new Map<string, Map<string, { notes: Set<string>; count: number }>>();
  readonly notes = new Map<string, Set<string>>(users.map((user) => [user, new Set()]));

  of(user: string, thread: string) {
    const own = this.isNew.get(user) ?? new Map<string, { notes: Set<string>; count: number }>();
    this.isNew.set(user, own);
    const one = own.get(thread) ?? { notes: new Set<string>(), count: 0 };
    own.set(thread, one);
    return one;
  }

  unread(user: string, thread: string): number {
    const { count, notes } = this.of(user, thread);
    return count + notes.size;
  }
}

type Act =
  | { do: "say"; thread: number; told: number }
  | { do: "tell" | "restart"; thread: number }
  | { do: "read" | "unread"; user: number; thread: number }
  | { do: "name"; user: number; thread: number; note: number; times: number }
  | { do: "need"; thread: number };

const thread = fc.nat(threads.length - 1);
const user = fc.nat(users.length - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("say" as const), thread, told: fc.nat(2) }) },
  fc.record({ do: fc.constantFrom("tell" as const, "restart" as const), thread }),
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("read" as const, "unread" as const), user, thread }) },
  fc.record({ do: fc.constant("name" as const), user, thread, note: fc.nat(4), times: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constant("need" as const), thread }),
);

const storeOn = (storage: NodeStorage) => new UnreadStore(storage.sql as unknown as SqlStorage);

class Bench {
  readonly storage = new NodeStorage("unread");
  store = storeOn(this.storage);
  readonly paper = new Paper();
  #version = 0;
  #now = 1_000;

  constructor() {
    for (const userId of users) this.store.takeIn({ userId, since: 0 });
  }

  view(id: string): ConversationView {
    const said = this.paper.said.get(id)!;
    return viewOf({
      id,
      inboundCount: said.length,
      lastMessageAt: new Date(said.at(-1) ?? 0).toISOString(),
      needsPerson: this.paper.needs.has(id) ? "asked" : null,
      version: (this.#version += 1),
    });
  }

  run(one: Act): void {
    const id = "thread" in one ? threads[one.thread]! : "";
    if (one.do === "say") {
      this.paper.said.get(id)!.push((this.#now += 1));
      for (const name of users) this.paper.of(name, id).count += 1;
      const view = this.view(id);
      // An outbox tells at least once.
      for (let n = 0; n < one.told; n++) this.store.note(view);
    }
    if (one.do === "need") {
      if (!this.paper.needs.delete(id)) this.paper.needs.add(id);
      this.store.note(this.view(id));
    }
    if (one.do === "tell") this.store.note(this.view(id));
    if (one.do === "restart") this.store = storeOn(this.storage);
    if (one.do === "read") {
      const own = this.paper.of(users[one.user]!, id);
      own.count = 0;
      own.notes.clear();
      this.store.markRead(users[one.user]!, this.view(id));
    }
    if (one.do === "unread") {
      const own = this.paper.of(users[one.user]!, id);
      if (own.count + own.notes.size === 0) own.count = 1;
      this.store.markUnread(users[one.user]!, this.view(id));
    }
    if (one.do === "name") this.#name(one, id);
  }

  #name({ user, note, times }: Extract<Act, { do: "name" }>, id: string): void {
    const name = users[user]!;
    this.store.note(this.view(id));
    const message = `${id} note ${note}`;
    if (!this.paper.notes.get(name)!.has(message)) this.paper.of(name, id).notes.add(message);
    this.paper.notes.get(name)!.add(message);
    for (let n = 0; n < times; n++) this.store.mention([name], id, message);
  }

  /** After the last outbox has drained. */
  settle(): void {
    for (const id of threads) this.store.note(this.view(id));
  }
}

describe("what each user has not seen, over any history", () => {
  it("is what pen and paper say, however often and late it is told, and after any restart", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (history) => {
        const bench = new Bench();
        for (const one of history) {
          bench.run(one);
          const known = threads.map((id) => ({ id, inboundCount: bench.paper.said.get(id)!.length }));
          for (const name of users)
            expect(bench.store.counts(name, known)).toEqual(
              Object.fromEntries(threads.map((id) => [id, bench.paper.unread(name, id)])),
            );
        }
        bench.settle();
        for (const name of users) {
          const unread = threads.filter((id) => bench.paper.unread(name, id) > 0);
          const listed = listUnread(bench.storage.sql as unknown as SqlStorage, name, all).map(({ id }) => id);
          expect(listed.toSorted()).toEqual(unread);
          expect(countUnread(bench.storage.sql as unknown as SqlStorage, name)).toBe(unread.length);
        }
        bench.storage.close();
      }),
      { numRuns: 300 },
    );
  });
});

const all = { sort: "attention", agentId: null, labelId: null, after: null, limit: 100 } as const;

const fresh = () => {
  const storage = new NodeStorage("unread");
  return { sql: storage.sql as unknown as SqlStorage, store: storeOn(storage) };
};
const at = (ms: number) => new Date(ms).toISOString();

describe("a user whom the room does not know yet", () => {
  it("finds new what came after they joined, and no more", () => {
    const { store } = fresh();
    store.note(viewOf({ id: "cnv_old", inboundCount: 3, lastMessageAt: at(100), version: 1 }));
    store.note(viewOf({ id: "cnv_across", inboundCount: 3, lastMessageAt: at(100), version: 1 }));
    store.note(viewOf({ id: "cnv_across", inboundCount: 4, lastMessageAt: at(300), version: 2 }));
    store.note(viewOf({ id: "cnv_new", inboundCount: 2, lastMessageAt: at(300), version: 1 }));
    store.takeIn({ userId: "usr_late", since: 200 });
    store.takeIn({ userId: "usr_owner", since: 0 });
    const counts = (userId: string) =>
      store.counts(
        userId,
        ["cnv_old", "cnv_across", "cnv_new"].map((id) => ({ id, inboundCount: 0 })),
      );
    expect(counts("usr_late")).toEqual({ cnv_old: 0, cnv_across: 1, cnv_new: 2 });
    expect(counts("usr_owner")).toEqual({ cnv_old: 3, cnv_across: 4, cnv_new: 2 });
  });

  it("finds the notes that named them before they ever came", () => {
    const { sql, store } = fresh();
    store.note(viewOf({ id: "cnv_a", inboundCount: 1, lastMessageAt: at(100), version: 1 }));
    expect(store.mention(["usr_late"], "cnv_a", "msg_a")).toEqual([]);
    store.takeIn({ userId: "usr_late", since: 200 });
    expect(listUnread(sql, "usr_late", all)).toMatchObject([{ id: "cnv_a" }]);
  });

  it("who left and came back begins anew", () => {
    const { sql, store } = fresh();
    store.takeIn({ userId: "usr_a", since: 0 });
    store.note(viewOf({ id: "cnv_a", inboundCount: 1, lastMessageAt: at(100), version: 1 }));
    store.forget("usr_a");
    expect(countUnread(sql, "usr_a")).toBe(0);
    expect(store.note(viewOf({ id: "cnv_a", inboundCount: 2, lastMessageAt: at(150), version: 2 }))).toEqual([]);
    store.takeIn({ userId: "usr_a", since: 200 });
    expect(countUnread(sql, "usr_a")).toBe(0);
  });
});

describe("a message and its reader cross each other", () => {
  it("what was read before the room heard of it does not become new", () => {
    const { sql, store } = fresh();
    store.takeIn({ userId: "usr_a", since: 0 });
    const view = viewOf({ id: "cnv_a", inboundCount: 1, lastMessageAt: at(100), version: 5 });
    store.markRead("usr_a", view);
    expect(store.note(view)).toEqual([]);
    expect(countUnread(sql, "usr_a")).toBe(0);
  });
});

describe("threads that are joined", () => {
  const joined = () => {
    const { sql, store } = fresh();
    for (const userId of ["usr_read", "usr_unread"]) store.takeIn({ userId, since: 0 });
    const loser = { id: "cnv_loser", inboundCount: 3, lastMessageAt: at(100) };
    const winner = { id: "cnv_winner", inboundCount: 2, lastMessageAt: at(200) };
    store.note(viewOf({ ...loser, version: 1 }));
    store.note(viewOf({ ...winner, version: 1 }));
    store.mention(["usr_read"], "cnv_loser", "msg_note");
    store.markRead("usr_read", viewOf({ ...winner, version: 1 }));
    store.markRead("usr_read", viewOf({ ...loser, version: 1 }));
    return { sql, store, loser, winner };
  };

  it.each(["the loser first", "the winner first"])("leave each user with what they had not seen of both, told %s", (order) => {
    const { sql, store, loser, winner } = joined();
    const sealed = () => store.note(viewOf({ ...loser, movedTo: "cnv_winner", version: 2 }));
    const grown = () => store.note(viewOf({ ...winner, inboundCount: 5, version: 2 }));
    for (const tell of order === "the loser first" ? [sealed, sealed, grown] : [grown, sealed, sealed]) tell();
    const left = (userId: string) =>
      store.counts(userId, [
        { id: "cnv_loser", inboundCount: 3 },
        { id: "cnv_winner", inboundCount: 5 },
      ]);
    expect(left("usr_read")).toEqual({ cnv_loser: 0, cnv_winner: 0 });
    expect(left("usr_unread")).toEqual({ cnv_loser: 0, cnv_winner: 5 });
    expect(listUnread(sql, "usr_unread", all).map(({ id }) => id)).toEqual(["cnv_winner"]);
  });

  it("bring nothing new when they part again", () => {
    const { store, loser } = joined();
    store.note(viewOf({ ...loser, movedTo: "cnv_winner", version: 2 }));
    store.note(viewOf({ ...loser, movedTo: null, version: 3 }));
    expect(store.counts("usr_unread", [{ id: "cnv_loser", inboundCount: 3 }])).toEqual({ cnv_loser: 0 });
  });
});

describe("a blocked person", () => {
  it("is no news to who comes later either", () => {
    const { sql, store } = fresh();
    store.note(viewOf({ id: "cnv_a", inboundCount: 3, lastMessageAt: at(100), version: 1 }));
    store.note(viewOf({ id: "cnv_a", inboundCount: 3, lastMessageAt: at(100), version: 2, place: "blocked" }));
    for (const [userId, since] of [
      ["usr_before", 0],
      ["usr_across", 50],
    ] as const) {
      store.takeIn({ userId, since });
      expect(listUnread(sql, userId, all)).toEqual([]);
    }
  });

  it("is no news to anybody", () => {
    const { sql, store } = fresh();
    store.takeIn({ userId: "usr_a", since: 0 });
    store.note(viewOf({ id: "cnv_a", inboundCount: 3, lastMessageAt: at(100), version: 1 }));
    const changes = store.note(viewOf({ id: "cnv_a", inboundCount: 3, lastMessageAt: at(100), place: "blocked", version: 2 }));
    expect(changes).toEqual([{ userId: "usr_a", conversationId: "cnv_a", unreadCount: 0, rose: false }]);
    expect(countUnread(sql, "usr_a")).toBe(0);
  });
});

describe("the list of what is unread", () => {
  const filled = () => {
    const { sql, store } = fresh();
    store.takeIn({ userId: "usr_a", since: 0 });
    for (let n = 0; n < 30; n++)
      store.note(
        viewOf({
          id: `cnv_${String(n).padStart(2, "0")}`,
          inboundCount: 1,
          lastMessageAt: at(1_000 + Math.floor(n / 2)),
          needsPerson: n % 5 === 0 ? "asked" : null,
          agentId: `agt_${n % 3}`,
          labelIds: n % 2 ? ["lbl_a"] : [],
          version: 1,
        }),
      );
    return sql;
  };

  it.each(["attention", "recent"] as const)("goes on page by page, by %s, each once", (sort) => {
    const sql = filled();
    const whole = listUnread(sql, "usr_a", { ...all, sort });
    const key = (row: (typeof whole)[number]) => `${sort === "attention" ? row.sortAttention : ""} ${row.sortAt} ${row.id}`;
    expect(whole.map(key)).toEqual(whole.map(key).toSorted().toReversed());
    const paged: typeof whole = [];
    for (let after = null as (typeof whole)[number] | null; ; after = paged.at(-1)!) {
      const page = listUnread(sql, "usr_a", { ...all, sort, after, limit: 7 });
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(whole);
  });

  it("is an agent's or a label's alone, if asked for", () => {
    const sql = filled();
    expect(listUnread(sql, "usr_a", { ...all, agentId: "agt_1" })).toHaveLength(10);
    expect(listUnread(sql, "usr_a", { ...all, labelId: "lbl_a" })).toHaveLength(15);
    expect(listUnread(sql, "usr_a", { ...all, agentId: "agt_1", labelId: "lbl_a" })).toHaveLength(5);
    expect(listUnread(sql, "usr_b", all)).toEqual([]);
  });
});
