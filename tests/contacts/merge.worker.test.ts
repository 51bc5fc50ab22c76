import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { mergeSchema } from "../../schema/contract/contacts.ts";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { funnel } from "../../schema/tables/figures.ts";
import { addDossierEntry } from "../../workers/contacts/addDossierEntry.ts";
import { finishMerge, runFinishMerge } from "../../workers/contacts/finishMerge.ts";
import { keepPromise } from "../../workers/contacts/mergeJob.ts";
import { getContact } from "../../workers/contacts/getContact.ts";
import { listMerges } from "../../workers/contacts/listMerges.ts";
import { mergeContacts, type Merged } from "../../workers/contacts/mergeContacts.ts";
import { patchContact } from "../../workers/contacts/patchContact.ts";
import { rememberReader } from "../../workers/agents/rememberReader.ts";
import { readReadings } from "../../workers/contacts/readReadings.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { setSubscription } from "../../workers/contacts/setSubscription.ts";
import { joinLeads } from "../../workers/figures/followLeads.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { leaseJob } from "../../workers/platform/jobs.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import {
  addAgent,
  addConversation,
  d1,
  enter,
  granted,
  keyOf,
  openDesk,
  snapshot,
  visits,
  writesFrom,
  type Desk,
} from "./desk.ts";

const actor = "usr_test";
const phone = "+447700900001";

const join = (desk: Desk, winnerId: string, loserId: string) =>
  mergeContacts(desk.deps, desk.db, { winnerId, loserId, reason: "console", actor });
const jobStates = async ({ tenantId }: Desk) =>
  (
    await d1
      .prepare("SELECT state FROM jobs WHERE tenant_id = ? AND kind = 'finish_merge' ORDER BY id")
      .bind(tenantId)
      .all<{ state: string }>()
  ).results.map(({ state }) => state);

/** A WhatsApp lead and a web client, who share one agent and are alone with another each. */
const couple = async () => {
  const desk = await openDesk();
  const { deps, db, agentId } = desk;
  const winner = await writesFrom(desk, phone);
  const loser = await visits(desk, "cookie");
  granted(await patchContact(deps, db, actor, loser, { displayName: "Anna", email: "anna@example.test", language: "en" }));
  granted(await setSubscription(deps, db, actor, loser, { level: 3, status: "active" }));
  const fields = { kind: "note" as const, title: "Ginocchio", body: "", happenedAt: "2026-10-01T08:00:00Z" };
  granted(await addDossierEntry(deps, db, actor, loser, fields));
  const threads = {
    loserShared: await addConversation(desk, agentId, loser),
    winnerShared: await addConversation(desk, agentId, winner),
    loserOnly: await addConversation(desk, await addAgent(desk), loser),
    winnerOnly: await addConversation(desk, await addAgent(desk), winner),
  };
  return { desk, winner, loser, threads };
};

describe("how far a lead has come", () => {
  const at = (hours: number) => Date.UTC(2026, 9, 1, hours);
  const dates = { repliedAt: null, engagedAt: null, qualifiedAt: null, convertedAt: null };
  const both = async () => {
    const desk = await openDesk();
    const [winner, loser] = [await visits(desk, "first"), await visits(desk, "second")];
    const note = (contactId: string, row: Partial<Record<keyof typeof dates, number>> & { newAt: number }) =>
      desk.db.batch([desk.db.insert(funnel, { agentId: desk.agentId, contactId, ...dates, ...row })]);
    const lead = (contactId: string) => desk.db.first(funnel, eq(funnel.contactId, contactId));
    const merge = async () => {
      const { mergeId } = granted(await join(desk, winner, loser));
      await desk.db.batch([joinLeads(desk.db, 0)]);
      return mergeId!;
    };
    const undo = async (mergeId: string) => granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner, mergeId }));
    return { desk, winner, loser, note, lead, merge, undo };
  };

  test("goes back to each with a merge that is taken back; what was reached since stays", async () => {
    const { desk, winner, loser, note, lead, merge, undo } = await both();
    await note(winner, { newAt: at(8), repliedAt: at(9) });
    await note(loser, { newAt: at(5), repliedAt: at(6), engagedAt: at(7) });
    const [winnerBefore, loserBefore] = [await lead(winner), await lead(loser)];
    const mergeId = await merge();
    expect(await lead(winner)).toMatchObject({ newAt: at(5), repliedAt: at(6), engagedAt: at(7) });
    await desk.db.batch([desk.db.update(funnel, { qualifiedAt: at(20) }, eq(funnel.contactId, winner))]);
    await undo(mergeId);
    expect(await lead(winner)).toEqual({ ...winnerBefore, qualifiedAt: at(20) });
    expect(await lead(loser)).toEqual(loserBefore);
  });

  test("leaves the winner none again who was none", async () => {
    const { winner, loser, note, lead, merge, undo } = await both();
    await note(loser, { newAt: at(5) });
    const mergeId = await merge();
    expect(await lead(winner)).toMatchObject({ newAt: at(5) });
    await undo(mergeId);
    expect(await lead(winner)).toBeNull();
    expect(await lead(loser)).toMatchObject({ newAt: at(5) });
  });
});

describe("what two contacts told agents about themselves", () => {
  const readingsOf = async (desk: Desk, contactId: string) =>
    (await readReadings(desk.db, [contactId])).map(({ agentId, writingStyle }) => [agentId, writingStyle]);

  test("is joined: what only the loser had said comes along, what both said stays the winner's; undone, all is as it was", async () => {
    const { desk, winner, loser } = await couple();
    const { db, deps, agentId } = desk;
    const other = await addAgent(desk);
    const say = (contactId: string, to: string, writingStyle: "plain" | "formal") =>
      rememberReader(deps, db, { agentId: to, contactId, shareCode: undefined, preferences: { writingStyle } });
    await say(winner, agentId, "plain");
    await say(loser, agentId, "formal");
    await say(loser, other, "formal");
    const { mergeId } = (await join(desk, winner, loser)) as Merged;
    expect(await readingsOf(desk, winner)).toEqual(
      expect.arrayContaining([
        [agentId, "plain"],
        [other, "formal"],
      ]),
    );
    expect(await readingsOf(desk, loser)).toEqual([[agentId, "formal"]]);
    granted(await undoMerge(deps, db, actor, { contactId: winner, mergeId: mergeId! }));
    expect(await readingsOf(desk, winner)).toEqual([[agentId, "plain"]]);
    expect(await readingsOf(desk, loser)).toHaveLength(2);
  });
});

describe("joining two contacts", () => {
  test("moves everything to the winner; both ids resolve; the level counts at once", async () => {
    const { desk, winner, loser, threads } = await couple();
    const merged = granted(await join(desk, winner, loser));
    expect(merged.contactId).toBe(winner);
    const person = await readPerson(desk.db, loser);
    expect(person).toMatchObject({
      id: winner,
      displayName: "Anna",
      language: "en",
      level: 3,
      phone,
      email: "anna@example.test",
      roles: ["lead", "client"],
    });
    expect(await readPerson(desk.db, winner)).toEqual(person);
    expect(granted(await getContact(desk.db, loser))).toMatchObject({ id: loser, mergedInto: winner });
    expect(desk.told).toEqual([`seal ${threads.loserShared} ${threads.winnerShared}`, `reassign ${threads.loserOnly} ${winner}`]);
    expect(await jobStates(desk)).toEqual(["done"]);
    const rows = await snapshot(desk);
    expect(rows["conversations"]).toContainEqual(expect.objectContaining({ id: threads.loserShared, contact_id: loser }));
    expect(rows["conversations"]).toContainEqual(expect.objectContaining({ id: threads.loserOnly, contact_id: winner }));
  });

  test("again, the other way round, or with itself: nothing more happens", async () => {
    const { desk, winner, loser } = await couple();
    granted(await join(desk, winner, loser));
    const before = await snapshot(desk);
    for (const [one, other] of [
      [winner, loser],
      [loser, winner],
      [winner, winner],
    ] as const)
      expect(granted(await join(desk, one, other))).toEqual({ contactId: winner, mergeId: null });
    expect(await snapshot(desk)).toEqual(before);
  });

  test("both ways at once: one of them happens, and nobody is joined in a circle", async () => {
    const { desk, winner, loser } = await couple();
    const answers = await Promise.all([
      join(desk, winner, loser),
      join(desk, loser, winner),
      join(desk, winner, loser),
      join(desk, loser, winner),
    ]);
    expect(new Set(answers.map((answer) => granted(answer).contactId)).size).toBe(1);
    expect(answers.filter((answer) => granted(answer).mergeId !== null)).toHaveLength(1);
    expect((await readPerson(desk.db, winner))?.id).toBe((await readPerson(desk.db, loser))?.id);
    expect(granted(await listMerges(desk.db, winner, { limit: 9 })).items).toHaveLength(1);
  });

  test("a thread that cannot be reached is told later, by the job", async () => {
    const { desk, winner, loser, threads } = await couple();
    desk.threads.isDown = true;
    granted(await join(desk, winner, loser));
    expect(desk.log).toMatchObject([{ event: "merge_not_finished" }]);
    expect((await readPerson(desk.db, loser))?.id).toBe(winner);
    expect(await jobStates(desk)).toEqual(["due"]);
    desk.threads.isDown = false;
    desk.chance.pass(60_000);
    const due = await new Directory(d1).dueJobs(desk.chance.now(), 1_000);
    const hint = due.find(({ tenantId }) => tenantId === desk.tenantId);
    const job = await leaseJob(desk.db, hint?.jobId ?? "", desk.chance.now());
    expect(job && (await runFinishMerge(desk.deps, job, desk.db))).toEqual({ kind: "done" });
    expect(desk.told).toEqual([`seal ${threads.loserShared} ${threads.winnerShared}`, `reassign ${threads.loserOnly} ${winner}`]);
  });

  test("word of a merge that was followed, when it is late, leaves the promise of its undo", async () => {
    const { desk, winner, loser } = await couple();
    const merged = granted(await join(desk, winner, loser));
    desk.threads.isDown = true;
    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner, mergeId: merged.mergeId ?? "" }));
    await desk.db.batch([keepPromise(desk.db, merged.mergeId ?? "", "merge")]);
    expect((await jobStates(desk)).toSorted()).toEqual(["done", "due"]);
  });

  test("what was written to the loser in the same moment follows when the merge is finished, and goes back with it", async () => {
    const { desk, winner, loser } = await couple();
    const merged = granted(await join(desk, winner, loser));
    const late = await addConversation(desk, await addAgent(desk), loser);
    await finishMerge(desk.deps, desk.db, merged.mergeId ?? "");
    expect((await snapshot(desk))["conversations"]).toContainEqual(expect.objectContaining({ id: late, contact_id: winner }));
    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner, mergeId: merged.mergeId ?? "" }));
    expect((await snapshot(desk))["conversations"]).toContainEqual(expect.objectContaining({ id: late, contact_id: loser }));
  });

  test("a dossier of hundreds of entries moves whole", async () => {
    const { desk, winner, loser } = await couple();
    const entry = (at: number) => ({
      id: desk.chance.id("dossierEntry"),
      contactId: loser,
      kind: "note" as const,
      title: `${at}`,
      body: "",
    });
    for (let at = 0; at < 300; at += 10)
      await desk.db.batch(
        Array.from({ length: 10 }, (_, i) => desk.db.insert(dossierEntries, { ...entry(at + i), happenedAt: at, createdAt: at })),
      );
    granted(await join(desk, winner, loser));
    const rows = (await snapshot(desk))["dossier"] as { contact_id: string }[];
    expect(rows).toHaveLength(301);
    expect(rows.every(({ contact_id }) => contact_id === winner)).toBe(true);
  });

  test("a contact that is not there, or another tenant's, is refused", async () => {
    const { desk, winner } = await couple();
    const other = await openDesk();
    const stranger = await enter(other, {});
    expect(keyOf(await join(desk, winner, stranger.id))).toBe("not_found");
    expect(keyOf(await join(other, stranger.id, winner))).toBe("not_found");
  });
});

describe("taking a merge back", () => {
  const undo = (desk: Desk, contactId: string, merged: Merged) =>
    undoMerge(desk.deps, desk.db, actor, { contactId, mergeId: merged.mergeId ?? "" });

  test("leaves every row as it was before", async () => {
    const { desk, winner, loser, threads } = await couple();
    const before = await snapshot(desk);
    const merged = granted(await join(desk, winner, loser));
    expect(await snapshot(desk)).not.toEqual(before);
    desk.told.length = 0;
    const undone = granted(await undo(desk, loser, merged));
    expect(mergeSchema.parse(undone)).toMatchObject({ winnerId: winner, loserId: loser, undoneAt: expect.any(String) });
    expect(await snapshot(desk)).toEqual(before);
    expect(desk.told).toEqual([
      `unseal ${threads.loserShared} ${threads.winnerShared}`,
      `reassign ${threads.loserOnly} ${loser}`,
    ]);
    expect(granted(await undo(desk, winner, merged)).undoneAt).toBe(undone.undoneAt);
    expect(await snapshot(desk)).toEqual(before);
  });

  test("what was written since stays with the winner", async () => {
    const { desk, winner, loser } = await couple();
    const merged = granted(await join(desk, winner, loser));
    const fields = { kind: "note" as const, title: "Dopo", body: "", happenedAt: "2026-11-01T08:00:00Z" };
    granted(await addDossierEntry(desk.deps, desk.db, actor, loser, fields));
    granted(await patchContact(desk.deps, desk.db, actor, loser, { note: "Scritta dopo", phone: "+447700900077" }));
    granted(await undo(desk, winner, merged));
    const rows = await snapshot(desk);
    expect(rows["dossier"]).toContainEqual(expect.objectContaining({ title: "Dopo", contact_id: winner }));
    expect(rows["dossier"]).toContainEqual(expect.objectContaining({ title: "Ginocchio", contact_id: loser }));
    expect(await readPerson(desk.db, winner)).toMatchObject({ phone: "+447700900077", level: 1 });
    expect(rows["contacts"]).toContainEqual(expect.objectContaining({ id: winner, note: "Scritta dopo", display_name: phone }));
  });

  test("what has gone to a third contact meanwhile stays there", async () => {
    const { desk, winner, loser } = await couple();
    const third = await writesFrom(desk, "+447700900003");
    const merged = granted(await join(desk, winner, loser));
    await d1
      .prepare("UPDATE contact_identities SET contact_id = ? WHERE tenant_id = ? AND kind = 'email'")
      .bind(third, desk.tenantId)
      .run();
    granted(await undo(desk, winner, merged));
    expect((await readPerson(desk.db, third))?.email).toBe("anna@example.test");
    expect((await readPerson(desk.db, loser))?.email).toBeNull();
  });

  test("waits for a later merge to be taken back first", async () => {
    const { desk, winner, loser } = await couple();
    const third = await writesFrom(desk, "+447700900003");
    const before = await snapshot(desk);
    const first = granted(await join(desk, winner, loser));
    const later = granted(await join(desk, third, winner));
    expect((await readPerson(desk.db, loser))?.id).toBe(third);
    expect(keyOf(await undo(desk, winner, first))).toBe("conflict");
    granted(await undo(desk, third, later));
    granted(await undo(desk, winner, first));
    expect(await snapshot(desk)).toEqual(before);
  });

  test("five times at once is once", async () => {
    const { desk, winner, loser } = await couple();
    const before = await snapshot(desk);
    const merged = granted(await join(desk, winner, loser));
    const answers = await Promise.all(Array.from({ length: 5 }, () => undo(desk, winner, merged)));
    expect(answers.map(keyOf)).toEqual([null, null, null, null, null]);
    expect(await snapshot(desk)).toEqual(before);
  });

  test("while the threads are still being told of the merge, they end up apart", async () => {
    const { desk, winner, loser, threads } = await couple();
    const seal = desk.threads.seal;
    desk.threads.seal = async (...pair) => {
      desk.threads.seal = seal;
      const [merge] = granted(await listMerges(desk.db, winner, { limit: 1 })).items;
      granted(await undo(desk, winner, { contactId: winner, mergeId: merge?.id ?? "" }));
      await seal(...pair);
    };
    granted(await join(desk, winner, loser));
    const about = (id: string) => desk.told.findLast((order) => order.includes(id));
    expect(about(threads.loserShared)).toBe(`unseal ${threads.loserShared} ${threads.winnerShared}`);
    expect(about(threads.loserOnly)).toBe(`reassign ${threads.loserOnly} ${loser}`);
  });

  test("is refused from a contact that had no part in it", async () => {
    const { desk, winner, loser } = await couple();
    const merged = granted(await join(desk, winner, loser));
    const third = await writesFrom(desk, "+447700900003");
    expect(keyOf(await undo(desk, third, merged))).toBe("not_found");
  });
});
