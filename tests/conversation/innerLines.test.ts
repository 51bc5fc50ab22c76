import { describe, expect, it } from "vitest";
import { isTopicOrder } from "../../workers/conversation/topics.ts";
import { accepted, ok, start } from "./frame.ts";
import { handWritten, type Simulation } from "./simulation.ts";

const anna = { id: "usr_anna", name: "Anna" };
const noteOf = (text: string, mentions: string[] = []) => ({ text, mentions, by: anna, clientMessageId: `client:${text}` });
const page = { direction: "before", cursor: undefined, limit: 100 } as const;

const note = async (simulation: Simulation, text: string, mentions: string[] = []) => {
  const written = await simulation.object.note(noteOf(text, mentions));
  await simulation.settled();
  if ("refused" in written) throw new Error(written.refused);
  return written;
};

describe("a note", () => {
  it("is in the thread and in search, and nowhere the customer or the model looks", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    const told = simulation.page.length;
    const written = await note(simulation, "cliente difficile");
    expect(written).toMatchObject({
      kind: "note",
      direction: "outbound",
      sender: "consultant",
      authorName: "Anna",
      status: "received",
    });
    expect(simulation.page).toHaveLength(told);
    expect((await simulation.object.publicMessages(page)).items.map(({ text }) => text)).toEqual(["ciao", "ciao a te"]);
    expect((await simulation.thread()).map(({ text }) => text)).toEqual(["ciao", "ciao a te", "cliente difficile"]);
    expect(simulation.d1.sqlite.prepare("SELECT kind FROM messages WHERE text = 'cliente difficile'").get()).toEqual({
      kind: "note",
    });
    expect(simulation.live.at(-1)).toMatchObject({ type: "MESSAGE_SENT", message: { kind: "note" } });
    await simulation.write("che ore sono?", "web", "web:2");
    expect(simulation.calls[0]?.history.map(({ text }) => text)).toEqual(["ciao", "ciao a te"]);
  });

  it("changes nothing of the conversation", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.object.arrange({ by: anna, place: "closed" });
    const before = await simulation.object.view();
    await note(simulation, "vista");
    expect(await simulation.object.view()).toEqual(before);
    await simulation.finishCall(ok("ciao a te"));
    expect(simulation.calls).toHaveLength(0);
  });

  it("is written once, however often it is sent", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    const first = await note(simulation, "vista", ["usr_bruno"]);
    expect(await note(simulation, "vista", ["usr_bruno"])).toEqual(first);
    expect(simulation.mentions).toHaveLength(1);
  });

  it("tells those it names, also when the live room was away", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    simulation.liveIsAway = true;
    const written = await note(simulation, "guarda", ["usr_bruno", "usr_carla", "usr_bruno"]);
    expect(simulation.mentions).toEqual([]);
    simulation.liveIsAway = false;
    await simulation.pass(60_000);
    expect(simulation.mentions.at(-1)).toMatchObject({
      userIds: ["usr_bruno", "usr_carla"],
      conversationId: simulation.ids.conversation,
      message: { id: written.id, mentions: ["usr_bruno", "usr_carla"] },
    });
  });

  it("cannot be sent again", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    const written = await note(simulation, "vista");
    expect(await simulation.object.retry(written.id)).toEqual({ refused: "conflict" });
    await simulation.pass(60_000);
    expect(simulation.asks.filter(({ part }) => part.text === "vista")).toEqual([]);
  });

  it("is no page of the customer's, however pages are cut", async () => {
    const simulation = start();
    for (let i = 0; i < 6; i++) {
      await simulation.write(`m${i}`, "web", `web:${i}`);
      await simulation.finishCall(ok(`r${i}`));
      await note(simulation, `nota ${i}`);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const read = await simulation.object.publicMessages({ direction: "before", cursor, limit: 5 });
      seen.unshift(...read.items.map(({ text }) => text));
      cursor = read.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].flatMap((i) => [`m${i}`, `r${i}`]));
  });
});

describe("the words for a new topic", () => {
  it("are the whole message, in four languages", () => {
    for (const text of ["Nuovo argomento", "NEW TOPIC!", "nuevo tema", "Nouveau sujet.", " nuovo   argomento "])
      expect(isTopicOrder(text)).toBe(true);
    for (const text of ["ho un nuovo argomento", "new topics", "", "argomento nuovo"]) expect(isTopicOrder(text)).toBe(false);
  });

  it("are confirmed once, answered by nobody, and make the model forget", async () => {
    const simulation = start();
    await simulation.write("mi chiamo Ugo", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("ciao Ugo"));
    await simulation.finishSend(true, accepted);
    await simulation.write("Nuovo argomento", "whatsapp", "sid:2");
    await simulation.finishSend(true, accepted);
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect(simulation.phone.map(({ text }) => text)).toEqual(["ciao Ugo", expect.stringContaining("nuovo argomento")]);
    await simulation.write("nuovo argomento", "whatsapp", "sid:3");
    await simulation.pass(60_000);
    expect(simulation.sends).toHaveLength(0);
    await simulation.write("come mi chiamo?", "whatsapp", "sid:4");
    await simulation.pass(4_000);
    expect(simulation.calls[0]).toMatchObject({ history: [], batch: ["come mi chiamo?"] });
    const kinds = (await simulation.thread()).map(({ kind }) => kind);
    expect(kinds).toEqual(["text", "reply", "notice", "topic", "notice", "notice", "text"]);
  });

  it("keep what is still to be answered apart from what comes after, its answer too", async () => {
    for (const isAsked of [false, true]) {
      const simulation = start();
      await simulation.write("mi chiamo Ugo", "whatsapp", "sid:1");
      if (isAsked) await simulation.pass(4_000);
      await simulation.write("nuovo argomento", "whatsapp", "sid:2");
      await simulation.write("come mi chiamo?", "whatsapp", "sid:3");
      expect(simulation.calls.map(({ batch }) => batch)).toEqual([["mi chiamo Ugo"]]);
      await simulation.finishCall(ok("ciao Ugo"));
      await simulation.pass(4_000);
      expect(simulation.calls).toMatchObject([{ history: [], batch: ["come mi chiamo?"] }]);
    }
  });

  it("are not confirmed to whom the AI doesn't answer", async () => {
    const simulation = Object.assign(start(), { isAnswered: false });
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.write("nuovo argomento", "whatsapp", "sid:2");
    expect((await simulation.thread()).map(({ kind }) => kind)).toEqual(["text", "notice", "topic"]);
  });

  it("at the very beginning are a message like any other: there is nothing to forget", async () => {
    const simulation = start();
    await simulation.write("nuovo argomento", "web", "web:1");
    expect(simulation.calls.map(({ batch }) => batch)).toEqual([["nuovo argomento"]]);
  });

  it("wait for no person: the marker is set, and nothing is said in their stead", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.write("nuovo argomento", "whatsapp", "sid:2");
    await simulation.pass(60_000);
    expect(simulation.sends).toHaveLength(0);
    expect((await simulation.thread()).map(({ kind }) => kind)).toEqual(["text", "notice", "topic"]);
  });
});

describe("what is said to the provider", () => {
  it("is stored and answered by nobody; what follows is", async () => {
    const simulation = start();
    await simulation.write("join calm-thread", "whatsapp", "sid:1", [], { isForProvider: true });
    await simulation.pass(60_000);
    expect(simulation.calls).toEqual([]);
    expect((await simulation.thread()).map(({ kind, text }) => [kind, text])).toEqual([["notice", "join calm-thread"]]);
    await simulation.write("ciao", "whatsapp", "sid:2");
    await simulation.pass(4_000);
    expect(simulation.calls).toMatchObject([{ batch: ["ciao"] }]);
  });
});

describe("a new topic", () => {
  it("of a colleague's is shown to colleagues only, and is not begun twice", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    const told = simulation.page.length;
    const marker = await simulation.object.newTopic({ by: "Anna" });
    expect(marker).toMatchObject({ kind: "topic", sender: "consultant", direction: "outbound", authorName: "Anna", text: "" });
    await note(simulation, "in mezzo");
    expect(await simulation.object.newTopic({ by: "Anna" })).toEqual(marker);
    expect(simulation.page).toHaveLength(told);
    await simulation.write("e adesso?", "web", "web:2");
    expect(simulation.calls[0]?.history).toEqual([]);
  });

  it.each(["Anna", null])(
    "while a person is in charge (by %s) leaves what waits for them to them, also after a hand-back",
    async (by) => {
      const simulation = start();
      await simulation.write("a che ora aprite?", "web", "web:1");
      await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
      await simulation.finishCall(ok("alle sette"));
      await simulation.write("ci siete?", "web", "web:2");
      await simulation.object.newTopic({ by });
      await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
      await simulation.pass(60_000);
      expect(simulation.calls).toEqual([]);
      expect((await simulation.object.view())?.needsPerson).toBe("left_unanswered");
      await simulation.write("quanto costa?", "web", "web:3");
      expect(simulation.calls).toMatchObject([{ history: [], batch: ["quanto costa?"] }]);
    },
  );

  it("of the customer's on their page is confirmed there", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    await simulation.object.newTopic({ by: null });
    await simulation.object.newTopic({ by: null });
    await simulation.settled();
    const shown = (await simulation.object.publicMessages(page)).items.map(({ kind, text }) => [kind, text]);
    expect(shown).toEqual([
      ["text", "ciao"],
      ["reply", "ciao a te"],
      ["notice", expect.stringContaining("nuovo argomento")],
    ]);
    expect(simulation.page.at(-1)).toMatchObject({ type: "CONVERSATION_UPDATE" });
  });

  it("says nothing of itself while a person is in charge", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.object.write(handWritten("eccomi", "c0000001"));
    await simulation.object.newTopic({ by: null });
    expect((await simulation.thread()).map(({ kind }) => kind)).toEqual(["text", "text", "topic"]);
  });

  it("before anything was said is none", async () => {
    expect(await start().object.newTopic({ by: "Anna" })).toEqual({ refused: "not_found" });
  });
});
