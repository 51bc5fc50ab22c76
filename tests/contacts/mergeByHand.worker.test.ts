import { describe, expect, test } from "vitest";
import { mergedSchema, mergePreviewSchema } from "../../schema/contract/contacts.ts";
import { consents } from "../../schema/tables/contacts.ts";
import { rememberReader } from "../../workers/agents/rememberReader.ts";
import { addDossierEntry } from "../../workers/contacts/addDossierEntry.ts";
import { blockContact } from "../../workers/contacts/blockContact.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { mergeByHand } from "../../workers/contacts/mergeByHand.ts";
import { patchContact } from "../../workers/contacts/patchContact.ts";
import { previewMerge } from "../../workers/contacts/previewMerge.ts";
import { setSubscription } from "../../workers/contacts/setSubscription.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import {
  addAgent,
  addConversation,
  enter,
  granted,
  keyOf,
  openDesk,
  snapshot,
  visits,
  writesFrom,
  type Desk,
  eraseDeps,
} from "./desk.ts";

const actor = "usr_test";

const preview = (desk: Desk, winnerId: string, loserId: string) => previewMerge(desk.db, { winnerId, loserId });
const merge = (desk: Desk, winnerId: string, loserId: string) => mergeByHand(desk.deps, desk.db, actor, { winnerId, loserId });

const says = ({ db, chance }: Desk, contactId: string, channel: "web" | "whatsapp", state: "stopped" | "started", at: number) =>
  db.batch([db.insert(consents, { id: chance.id("consent"), contactId, channel, state, evidence: "STOP", at })]);

/** A lead by WhatsApp and a paying client entered by hand, each with threads, words about being written to, and more. */
const couple = async () => {
  const desk = await openDesk();
  const { deps, db, agentId } = desk;
  const winner = await writesFrom(desk, "+447700900001");
  desk.chance.pass(1);
  const loser = (await enter(desk, { displayName: "Anna Bianchi", phone: "+447700900002", email: "anna@example.test" })).id;
  granted(await setSubscription(deps, db, actor, loser, { level: 3, status: "active" }));
  granted(await patchContact(deps, db, actor, loser, { note: "Mattina", goal: "Correre una maratona", language: "en" }));
  granted(await patchContact(deps, db, actor, winner, { note: "Sera" }));
  const entry = { kind: "note" as const, title: "Ginocchio", body: "", happenedAt: "2026-10-01T08:00:00Z" };
  granted(await addDossierEntry(deps, db, actor, loser, entry));
  await addConversation(desk, agentId, winner);
  const shared = await addConversation(desk, agentId, loser);
  const other = await addAgent(desk);
  const alone = await addConversation(desk, other, loser);
  await rememberReader(deps, db, {
    agentId: other,
    contactId: loser,
    shareCode: undefined,
    preferences: { writingStyle: "plain" },
  });
  return { desk, winner, loser, shared, alone };
};

describe("what a merge would do", () => {
  test("is told in whole, in the contract's shape, and nothing is written", async () => {
    const { desk, winner, loser, shared, alone } = await couple();
    const before = await snapshot(desk);
    const told = granted(await preview(desk, winner, loser));
    expect(mergePreviewSchema.parse(told)).toEqual(told);
    expect(await snapshot(desk)).toEqual(before);
    expect(told).toMatchObject({
      winner: { id: winner, level: 1 },
      loser: { id: loser, level: 3 },
      after: { id: winner, displayName: "Anna Bianchi", level: 3, goal: "Correre una maratona", note: "Sera", language: "en" },
      leftOut: ["note"],
      moves: {
        conversations: [{ conversationId: alone, agentName: "Coach" }],
        joined: [{ conversationId: shared, agentName: "Coach" }],
        subscriptions: 1,
        dossierEntries: 1,
        consents: 0,
        sessions: 0,
        readings: 1,
      },
    });
    expect(told.changes).toEqual(["displayName", "phone", "email", "roles", "level", "goal", "language"]);
    expect(told.moves.identities.map(({ value }) => value).toSorted()).toEqual(["+447700900002", "anna@example.test"]);
  });

  test.each(["as asked", "swapped"] as const)("is what then happens, %s", async (way) => {
    const { desk, winner: one, loser: other } = await couple();
    await says(desk, one, "whatsapp", "stopped", 10);
    await says(desk, other, "whatsapp", "started", 20);
    await says(desk, other, "web", "stopped", 30);
    const [winner, loser] = way === "as asked" ? [one, other] : [other, one];
    const told = granted(await preview(desk, winner, loser));
    const done = granted(await merge(desk, winner, loser));
    expect(mergedSchema.parse(done)).toEqual(done);
    expect(done.contact).toEqual(told.after);
    expect(done.contact.stoppedChannels).toEqual(["web"]);
    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner, mergeId: done.mergeId }));
    expect(granted(await preview(desk, winner, loser))).toEqual(told);
  });

  test("says that the one that stays is blocked afterwards when the other is", async () => {
    const { desk, winner, loser } = await couple();
    granted(await blockContact(desk.deps, desk.db, actor, loser, true));
    const told = granted(await preview(desk, winner, loser));
    expect(told.changes).toContain("blockedAt");
    expect(told.leftOut).not.toContain("blockedAt");
    expect(granted(await merge(desk, winner, loser)).contact.blockedAt).toBe(told.after.blockedAt);
  });

  test("of a browser's visitor, whose cookie is shown to nobody", async () => {
    const { desk, winner } = await couple();
    const visitor = await visits(desk, "cookie");
    const told = granted(await preview(desk, winner, visitor));
    expect(told.moves).toMatchObject({ identities: [], conversations: [], joined: [] });
    expect(JSON.stringify(told)).not.toContain("cookie");
    expect(told.leftOut).toEqual(["displayName"]);
  });
});

test("two that are one already, by the same id or by a merge, are refused as such", async () => {
  const { desk, winner, loser } = await couple();
  for (const act of [preview, merge]) expect(keyOf(await act(desk, winner, winner))).toBe("already_one");
  granted(await merge(desk, winner, loser));
  const before = await snapshot(desk);
  for (const [one, two] of [
    [winner, loser],
    [loser, winner],
  ] as const)
    for (const act of [preview, merge]) expect(keyOf(await act(desk, one, two))).toBe("already_one");
  expect(await snapshot(desk)).toEqual(before);
});

test("one that was joined stands for whoever it is now", async () => {
  const { desk, winner, loser } = await couple();
  granted(await merge(desk, winner, loser));
  const third = (await enter(desk, { displayName: "Bruno" })).id;
  expect(granted(await preview(desk, third, loser)).loser.id).toBe(winner);
  expect(granted(await merge(desk, third, loser)).contact.id).toBe(third);
});

test("a deleted contact, an unknown one and another tenant's are not found, on either side", async () => {
  const { desk, winner, loser } = await couple();
  const others = await openDesk();
  const stranger = (await enter(others, {})).id;
  const gone = (await enter(desk, { displayName: "Via" })).id;
  await eraseContact(eraseDeps(desk), desk.db, actor, gone);
  const before = [await snapshot(desk), await snapshot(others)];
  for (const id of [gone, stranger, "ctc_00000000000000000000000000"])
    for (const act of [preview, merge])
      expect([keyOf(await act(desk, winner, id)), keyOf(await act(desk, id, loser))]).toEqual(["not_found", "not_found"]);
  expect(keyOf(await merge(others, stranger, loser))).toBe("not_found");
  expect([await snapshot(desk), await snapshot(others)]).toEqual(before);
});
