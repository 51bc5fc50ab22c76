import { describe, expect, test } from "vitest";
import { blockContact } from "../../workers/contacts/blockContact.ts";
import { mergeContacts } from "../../workers/contacts/mergeContacts.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { runSpreadBlock } from "../../workers/contacts/spreadBlock.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import type { LeasedJob } from "../../workers/platform/jobs.ts";
import { addAgent, addConversation, d1, enter, granted, keyOf, openDesk, writesFrom, type Desk } from "./desk.ts";

const actor = "usr_test";

const jobs = async ({ tenantId }: Desk): Promise<LeasedJob[]> => {
  const query = "SELECT id, payload FROM jobs WHERE tenant_id = ? AND kind = 'spread_block' ORDER BY id";
  const { results } = await d1.prepare(query).bind(tenantId).all<{ id: string; payload: string }>();
  return results.map(({ id, payload }) => ({
    tenantId,
    jobId: id,
    kind: "spread_block",
    payload: JSON.parse(payload) as Record<string, unknown>,
    attempt: 1,
  }));
};

const audited = async ({ tenantId }: Desk) => {
  const query = "SELECT action FROM audit_entries WHERE tenant_id = ? AND action LIKE 'contact.%block%' ORDER BY id";
  return (await d1.prepare(query).bind(tenantId).all<{ action: string }>()).results.map(({ action }) => action);
};

/** Somebody with a thread at each of two agents. */
const scene = async () => {
  const desk = await openDesk();
  const contactId = await writesFrom(desk, "+447700900001", "Ugo");
  const threads = [
    await addConversation(desk, desk.agentId, contactId),
    await addConversation(desk, await addAgent(desk), contactId),
  ];
  const block = async (blocked: boolean) => granted(await blockContact(desk.deps, desk.db, actor, contactId, blocked));
  return { desk, contactId, threads, block };
};

describe("a person who is blocked", () => {
  test("shows it on the card, and all their conversations are told before the answer", async () => {
    const { desk, contactId, threads, block } = await scene();
    const at = desk.chance.now();
    expect(await block(true)).toMatchObject({ id: contactId, blockedAt: new Date(at).toISOString() });
    expect(desk.told.toSorted()).toEqual(threads.map((id) => `block ${id} ${at}`).toSorted());
    expect(await readPerson(desk.db, contactId)).toMatchObject({ blockedAt: at });
    expect(await audited(desk)).toEqual(["contact.blocked"]);
  });

  test("is let in again by news that is newer, even in the same moment", async () => {
    const { desk, threads, block } = await scene();
    const at = desk.chance.now();
    await block(true);
    desk.told.length = 0;
    expect(await block(false)).toMatchObject({ blockedAt: null });
    expect(desk.told.toSorted()).toEqual(threads.map((id) => `unblock ${id} ${at + 1}`).toSorted());
    expect(await audited(desk)).toEqual(["contact.blocked", "contact.unblocked"]);
  });

  test("twice is blocked once", async () => {
    const { desk, block } = await scene();
    const first = await block(true);
    desk.chance.pass(1_000);
    expect(await block(true)).toEqual(first);
    expect(await audited(desk)).toHaveLength(1);
  });

  test("is blocked though no conversation could be told, and a job tells them what holds by then", async () => {
    const { desk, threads, block } = await scene();
    const at = desk.chance.now();
    desk.threads.isDown = true;
    await block(true);
    expect(desk.log).toEqual([expect.objectContaining({ event: "block_not_spread" })]);
    desk.threads.isDown = false;
    const [job] = await jobs(desk);
    expect(await runSpreadBlock(desk.deps, job as LeasedJob, desk.db)).toEqual({ kind: "done" });
    expect(desk.told.toSorted()).toEqual(threads.map((id) => `block ${id} ${at}`).toSorted());
    await block(false);
    desk.told.length = 0;
    await runSpreadBlock(desk.deps, job as LeasedJob, desk.db);
    expect(desk.told.every((told) => told.startsWith("unblock"))).toBe(true);
  });

  test("of another tenant is nobody", async () => {
    const { contactId } = await scene();
    const elsewhere = await openDesk();
    expect(keyOf(await blockContact(elsewhere.deps, elsewhere.db, actor, contactId, true))).toBe("not_found");
  });
});

describe("a blocked person in a merge", () => {
  test("is blocked by news newer than any that the winner's conversations know, and at once", async () => {
    const { desk, contactId: loserId, block } = await scene();
    const winner = await enter(desk, { displayName: "Ugo Verdi" });
    const own = await addConversation(desk, await addAgent(desk), winner.id);
    await block(true);
    for (const blocked of [true, false]) {
      desk.chance.pass(1_000);
      granted(await blockContact(desk.deps, desk.db, actor, winner.id, blocked));
    }
    const letIn = desk.chance.now();
    desk.chance.pass(1_000);
    desk.told.length = 0;
    const wish = { winnerId: winner.id, loserId, reason: "console", actor } as const;
    const { mergeId } = granted(await mergeContacts(desk.deps, desk.db, wish));
    const toldOwn = () => desk.told.flatMap((told) => (told.includes(`block ${own}`) ? [told.split(" ")] : []));
    expect(toldOwn().map(([word]) => word)).toEqual(["block"]);
    expect(Number(toldOwn()[0]?.[2])).toBeGreaterThan(letIn);

    desk.chance.pass(1_000);
    desk.told.length = 0;
    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner.id, mergeId: mergeId ?? "" }));
    expect(toldOwn().map(([word]) => word)).toEqual(["unblock"]);
  });

  test("who was let in as one and is two again is blocked where they were, whatever their conversations know", async () => {
    const { desk, contactId: loserId, threads, block } = await scene();
    const winner = await enter(desk, { displayName: "Ugo Verdi" });
    await block(true);
    const wish = { winnerId: winner.id, loserId, reason: "console", actor } as const;
    const { mergeId } = granted(await mergeContacts(desk.deps, desk.db, wish));
    desk.chance.pass(1_000);
    granted(await blockContact(desk.deps, desk.db, actor, winner.id, false));
    const letIn = desk.chance.now();
    desk.chance.pass(1_000);
    desk.told.length = 0;
    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner.id, mergeId: mergeId ?? "" }));
    expect((await readPerson(desk.db, loserId))?.blockedAt).not.toBeNull();
    const told = desk.told.filter((one) => one.startsWith("block "));
    expect(told.map((one) => one.split(" ")[1]).toSorted()).toEqual(threads.toSorted());
    for (const one of told) expect(Number(one.split(" ")[2])).toBeGreaterThan(letIn);
  });

  test("stays blocked whoever they are joined with, and the winner's conversations are to be told; an undo takes it back", async () => {
    const { desk, contactId: loserId, block } = await scene();
    const winner = await enter(desk, { displayName: "Ugo Verdi" });
    const own = await addConversation(desk, await addAgent(desk), winner.id);
    await block(true);
    const wish = { winnerId: winner.id, loserId, reason: "console", actor } as const;
    const { mergeId } = granted(await mergeContacts(desk.deps, desk.db, wish));
    expect((await readPerson(desk.db, winner.id))?.blockedAt).not.toBeNull();
    desk.told.length = 0;
    for (const job of await jobs(desk)) await runSpreadBlock(desk.deps, job, desk.db);
    expect(desk.told.some((told) => told.startsWith(`block ${own}`))).toBe(true);

    granted(await undoMerge(desk.deps, desk.db, actor, { contactId: winner.id, mergeId: mergeId ?? "" }));
    expect(await readPerson(desk.db, winner.id)).toMatchObject({ blockedAt: null });
    expect((await readPerson(desk.db, loserId))?.blockedAt).not.toBeNull();
    desk.told.length = 0;
    for (const job of await jobs(desk)) await runSpreadBlock(desk.deps, job, desk.db);
    expect(desk.told.filter((told) => told.includes(own)).every((told) => told.startsWith("unblock"))).toBe(true);
  });
});
