import { describe, expect, it } from "vitest";
import type { Arrangement } from "../../workers/conversation/rpc.ts";
import { ok, start } from "./frame.ts";
import { handWritten, type Simulation, somebody } from "./simulation.ts";

const anna = { id: "usr_anna", name: "Anna" };
const bruno = { id: "usr_bruno", name: "Bruno" };
const hour = 60 * 60_000;

const label = (simulation: Simulation, id: string): void => {
  simulation.d1.sqlite
    .prepare("INSERT INTO labels (tenant_id, id, name, color, created_at) VALUES (?, ?, ?, 'navy', 0)")
    .run(simulation.ids.tenant, id, id);
};

const arrange = async (simulation: Simulation, order: Omit<Arrangement, "by">) => {
  const arranged = await simulation.object.arrange({ by: anna, ...order });
  await simulation.settled();
  return arranged;
};

const row = (simulation: Simulation) =>
  simulation.d1.sqlite
    .prepare("SELECT place, snoozed_until, assignee_id, assignee_name, label_ids, needs_person, attention FROM conversations")
    .get();
const labelled = (simulation: Simulation) =>
  simulation.d1.sqlite
    .prepare("SELECT label_id FROM conversation_labels ORDER BY label_id")
    .all()
    .map((found) => found["label_id"]);

/** Statements that wrote to the arranged columns, counted by a trigger of the test's own. */
const countArrangements = (simulation: Simulation): (() => number) => {
  simulation.d1.sqlite.exec(`CREATE TABLE arranged (n INTEGER); INSERT INTO arranged VALUES (0);
    CREATE TRIGGER t AFTER UPDATE OF place, snoozed_until, assignee_id, assignee_name, label_ids ON conversations
    BEGIN UPDATE arranged SET n = n + 1; END;`);
  return () => Number(simulation.d1.sqlite.prepare("SELECT n FROM arranged").get()?.["n"]);
};

describe("a conversation is arranged", () => {
  it("and D1 and every console hear of it", async () => {
    const simulation = start();
    label(simulation, "lbl_1");
    label(simulation, "lbl_2");
    await simulation.write("ciao", "web", "web:1");
    const view = await arrange(simulation, { assignee: bruno, labelIds: ["lbl_2", "lbl_1", "lbl_2"] });
    expect(view).toMatchObject({ assignee: bruno, labelIds: ["lbl_2", "lbl_1"], place: "open" });
    expect(row(simulation)).toMatchObject({ assignee_id: "usr_bruno", assignee_name: "Bruno", label_ids: '["lbl_2","lbl_1"]' });
    expect(labelled(simulation)).toEqual(["lbl_1", "lbl_2"]);
    expect(simulation.live.at(-1)).toMatchObject({ type: "CONVERSATION_UPDATE", conversation: { assignee: bruno } });
    await arrange(simulation, { assignee: null, labelIds: ["lbl_1"] });
    expect(row(simulation)).toMatchObject({ assignee_id: null, label_ids: '["lbl_1"]' });
    expect(labelled(simulation)).toEqual(["lbl_1"]);
  });

  it("with a label that was deleted meanwhile, which holds up nothing", async () => {
    const simulation = start();
    label(simulation, "lbl_1");
    await simulation.write("ciao", "web", "web:1");
    await arrange(simulation, { labelIds: ["lbl_1", "lbl_gone"] });
    expect(labelled(simulation)).toEqual(["lbl_1"]);
    await simulation.write("ancora", "web", "web:2");
    await simulation.pass(60_000);
    expect(simulation.d1.sqlite.prepare("SELECT COUNT(*) AS n FROM messages").get()).toMatchObject({ n: 2 });
  });

  it("and a message writes none of that, unless it brings the conversation back", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    const count = countArrangements(simulation);
    await simulation.finishCall(ok("ciao a te"));
    await simulation.write("ancora", "web", "web:2");
    await simulation.finishCall(ok("dimmi"));
    expect(count()).toBe(0);
    await arrange(simulation, { place: "closed" });
    expect(count()).toBe(1);
    await simulation.write("un'altra cosa", "web", "web:3");
    expect(count()).toBe(2);
    await simulation.finishCall(ok("sì"));
    expect(count()).toBe(2);
  });

  it("the same way twice without effect", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    const first = await arrange(simulation, { place: "closed", assignee: bruno });
    const again = await arrange(simulation, { place: "closed", assignee: bruno });
    expect(again).toEqual(first);
  });

  it("before anything was said or opened by nobody", async () => {
    expect(await start().object.arrange({ by: anna, place: "closed" })).toEqual({ refused: "not_found" });
  });
});

describe("a closed conversation", () => {
  it("comes back with the customer's next message", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    await arrange(simulation, { place: "closed" });
    expect(row(simulation)).toMatchObject({ place: "closed" });
    await simulation.write("ancora io", "web", "web:2");
    expect(await simulation.object.view()).toMatchObject({ place: "open", inboundCount: 2 });
    expect(row(simulation)).toMatchObject({ place: "open" });
  });

  it("does not come back with a colleague's own", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await arrange(simulation, { place: "closed" });
    await simulation.object.write(handWritten("a presto", "c0000001"));
    expect(await simulation.object.view()).toMatchObject({ place: "closed" });
  });

  it("needs nobody, and what was left to a person in it is answered by no later hand-back", async () => {
    const simulation = start();
    await simulation.write("mi aiuti?", "web", "web:1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.write("ci sei?", "web", "web:2");
    await arrange(simulation, { place: "closed" });
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect(await simulation.object.view()).toMatchObject({ place: "closed", needsPerson: null });
  });

  it("takes with it what the AI had given up and left to a person", async () => {
    const simulation = start();
    await simulation.write("domanda vecchia", "web", "web:1");
    for (let tries = 0; tries < 100; tries++) {
      await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
      await simulation.pass(60_000);
    }
    await arrange(simulation, { place: "closed" });
    await simulation.write("altro", "web", "web:2");
    expect(simulation.calls.map(({ batch }) => batch)).toEqual([["altro"]]);
  });

  it("comes back when something in it calls for a person after all", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.object.write(handWritten("eccomi", "c0000001"));
    await simulation.settled();
    await arrange(simulation, { place: "closed" });
    await simulation.finishSend(false, { kind: "refused", code: "63024", detail: "" });
    expect(await simulation.object.view()).toMatchObject({ place: "open", needsPerson: "send_failed" });
    expect(row(simulation)).toMatchObject({ place: "open", attention: 1 });
  });
});

describe("a snoozed conversation", () => {
  it("comes back at its time, to the top, also when nobody was there to wake it", async () => {
    for (const dies of [false, true]) {
      const simulation = start();
      await simulation.write("ciao", "web", "web:1");
      await simulation.finishCall(ok("ciao a te"));
      await arrange(simulation, { place: "snoozed", snoozedUntil: simulation.now + 2 * hour });
      expect(row(simulation)).toMatchObject({ place: "snoozed", snoozed_until: simulation.now + 2 * hour });
      if (dies) await simulation.crash(false);
      await simulation.pass(2 * hour - 1);
      expect(await simulation.object.view()).toMatchObject({ place: "snoozed" });
      await simulation.pass(1);
      expect(await simulation.object.view()).toMatchObject({ place: "open", snoozedUntil: null, needsPerson: "snooze_over" });
      expect(row(simulation)).toMatchObject({ place: "open", snoozed_until: null, attention: 1 });
    }
  });

  it("comes back earlier with a message, and then not once more", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await arrange(simulation, { place: "snoozed", snoozedUntil: simulation.now + hour });
    await simulation.write("urgente", "web", "web:2");
    await simulation.finishCall(ok("dimmi"));
    await simulation.pass(2 * hour);
    expect(await simulation.object.view()).toMatchObject({ place: "open", needsPerson: null });
  });

  it("is seen to once somebody puts it anywhere", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    await arrange(simulation, { place: "snoozed", snoozedUntil: simulation.now + hour });
    await simulation.pass(hour);
    expect(await arrange(simulation, { place: "open" })).toMatchObject({ place: "open", needsPerson: null });
  });

  it("is no place for a time that is past or years away", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    for (const until of [simulation.now, simulation.now - 1, simulation.now + 400 * 24 * hour])
      expect(await arrange(simulation, { place: "snoozed", snoozedUntil: until })).toEqual({ refused: "invalid_input" });
  });
});

describe("two arranged conversations that become one", () => {
  /** At different times: the ids of what is written begin with it. */
  const both = (): [Simulation, Simulation] => {
    const [old, kept] = [start(), start()];
    kept.now += 5_000;
    return [old, kept];
  };
  const merge = async (old: Simulation, kept: Simulation): Promise<void> => {
    old.peers.set(kept.ids.conversation, kept);
    const birthOf = ({ ids }: Simulation) => ({
      id: ids.conversation,
      tenantId: ids.tenant,
      agentId: ids.agent,
      contactId: ids.contact,
    });
    await old.object.seal({ loser: birthOf(old), winner: birthOf(kept), parties: somebody });
    await old.settled();
  };

  it("carry what the customer wrote, labels and the open one's place; the winner's assignee stays", async () => {
    const [old, kept] = both();
    await old.write("uno", "web", "web:1");
    await old.write("due", "web", "web:2");
    await kept.write("tre", "web", "web:3");
    await arrange(old, { assignee: anna, labelIds: ["lbl_1"] });
    await arrange(kept, { assignee: bruno, labelIds: ["lbl_2"], place: "closed" });
    await merge(old, kept);
    expect(await kept.object.view()).toMatchObject({
      inboundCount: 3,
      assignee: bruno,
      labelIds: ["lbl_2", "lbl_1"],
      place: "open",
    });
    expect(row(old)).toMatchObject({ assignee_id: null, label_ids: "[]", place: "open" });
  });

  it("stay put away when both were, and come back with the first", async () => {
    const [old, kept] = both();
    await old.write("uno", "web", "web:1");
    await old.finishCall(ok("a"));
    await kept.write("tre", "web", "web:3");
    await kept.finishCall(ok("b"));
    await arrange(old, { place: "snoozed", snoozedUntil: old.now + hour });
    await arrange(kept, { place: "closed" });
    await merge(old, kept);
    expect(await kept.object.view()).toMatchObject({ place: "snoozed", snoozedUntil: new Date(old.now + hour).toISOString() });
    await kept.pass(hour);
    expect(await kept.object.view()).toMatchObject({ place: "open", needsPerson: "snooze_over" });
  });

  it("leave a thread in which nothing was said no say", async () => {
    const [old, kept] = both();
    await old.write("uno", "web", "web:1");
    await arrange(old, { place: "closed" });
    await merge(old, kept);
    expect(await kept.object.view()).toMatchObject({ place: "closed", inboundCount: 1 });
  });
});
