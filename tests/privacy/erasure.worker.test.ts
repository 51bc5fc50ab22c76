import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { conversations } from "../../schema/tables/conversation.ts";
import { contactImportRows, contacts, dossierEntries } from "../../schema/tables/contacts.ts";
import { erasures, suppressions } from "../../schema/tables/privacy.ts";
import { auditEntries, jobs } from "../../schema/tables/platform.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { findOrCreateContact } from "../../workers/contacts/findOrCreateContact.ts";
import { recordConsent } from "../../workers/contacts/recordConsent.ts";
import { mustNotBeWrittenTo } from "../../workers/contacts/suppression.ts";
import { leaseJob } from "../../workers/platform/jobs.ts";
import { runErasure } from "../../workers/privacy/runErasure.ts";
import { addConversation, d1, keyOf, visits, writesFrom } from "../contacts/desk.ts";
import { hold, openEraseDesk, workOff, type EraseDesk } from "./eraseDesk.ts";
import { bucket, canary, email, scan, settle } from "./person.ts";

const actor = "usr_test";
const phone = "+447700900321";
const words = [canary, "zenobia", email, "447700900321", "7700 900-321"];

/** Everybody's words are the same: each test looks at a database in which nobody else has them. */
const setScene = async () => {
  const desk = await openEraseDesk();
  const known = await settle(desk, phone);
  hold(desk, known);
  return { desk, known };
};

const erase = (desk: EraseDesk, id: string) => eraseContact(desk.deps, desk.cut, actor, id);

test("nothing of a person is left in any table, index or file, and what is left says only that it was so", async () => {
  const { desk, known } = await setScene();
  const bruno = await writesFrom(desk, "+447700900999");
  const thread = await addConversation(desk, desk.agentId, bruno);
  expect((await scan(words)).length).toBeGreaterThan(20);

  expect(await erase(desk, known.loser)).toBeNull();
  expect(await desk.db.all(contacts, { where: eq(contacts.displayName, "") })).toHaveLength(2);
  expect(await workOff(desk)).toEqual([{ kind: "done" }]);

  expect(await scan(words)).toEqual([]);
  expect((await bucket.list({ prefix: `tenants/${desk.tenantId}/` })).objects).toEqual([]);
  expect([...desk.held.values()]).toEqual(["wiped", "wiped"]);
  expect(desk.told.filter((one) => one.startsWith("room"))).toEqual(known.threads.toSorted().map((id) => `room ${id}`));
  const [row] = await desk.db.all(erasures);
  expect(row).toMatchObject({
    contactId: known.winner,
    contactIds: [known.winner, known.loser],
    step: "done",
    trail: null,
    counts: { conversations: 2, messages: 4, files: 2, removedAtProvider: 1, leftAtProvider: 0 },
  });
  expect(row?.finishedAt).not.toBeNull();
  const actions = (await desk.db.all(auditEntries)).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["contact.deleted", "contact.erased"]));
  expect((await desk.db.all(contactImportRows, { orderBy: [contactImportRows.line] })).map(({ fields }) => fields)).toEqual([
    {},
    {},
    { name: "Bruno", phone: "+44 7700 900999" },
  ]);

  expect(await desk.db.all(conversations)).toMatchObject([{ id: thread, contactId: bruno }]);
  expect(await erase(desk, known.winner).then(keyOf)).toBe("not_found");
});

describe("a worker that is cut off", () => {
  test("somebody else has taken over a job whose worker was silent for too long: the first one stops", async () => {
    const { desk, known } = await setScene();
    await erase(desk, known.winner);
    const [row] = await desk.db.all(jobs, { where: eq(jobs.kind, "erase") });
    const slow = await leaseJob(desk.db, row!.id, desk.chance.now());
    desk.chance.pass(20_000);
    expect(await workOff(desk)).toEqual([{ kind: "done" }]);
    const said = desk.told.length;
    expect(await runErasure(desk.deps, slow!, desk.db)).toEqual({ kind: "done" });
    expect(desk.told).toHaveLength(said);
  });
});

describe("what is late", () => {
  test("fills nothing again: neither the empty row nor anything that would hang on it", async () => {
    const { desk, known } = await setScene();
    await erase(desk, known.winner);
    await workOff(desk);
    await d1.prepare("UPDATE contacts SET display_name = ? WHERE id = ?").bind(canary, known.winner).run();
    const entry = {
      id: desk.chance.id("dossierEntry"),
      kind: "note" as const,
      title: canary,
      body: "",
      happenedAt: 0,
      createdAt: 0,
    };
    await desk.db.batch([desk.db.insert(dossierEntries, { ...entry, contactId: known.winner })]);
    await addConversation(desk, desk.agentId, known.winner);
    expect(await scan(words)).toEqual([]);
    expect(await desk.db.all(conversations)).toEqual([]);
  });

  test("the provider is away: everything of ours is gone, what is left there goes later", async () => {
    const { desk, known } = await setScene();
    desk.state.provider = "later";
    await erase(desk, known.winner);
    expect(await workOff(desk)).toEqual([{ kind: "again", failure: "The provider is away", afterMs: 5_000 }]);
    expect((await scan([canary])).filter((one) => !one.startsWith("erasures"))).toEqual([]);
    desk.chance.pass(60_000);
    desk.state.provider = "refused";
    expect(await workOff(desk)).toEqual([{ kind: "done" }]);
    const [row] = await desk.db.all(erasures);
    expect(row?.counts).toMatchObject({ removedAtProvider: 0, leftAtProvider: 1 });
  });
});

describe("a STOP outlives its person's data", () => {
  test("by a keyed hash: somebody new with the same number is not written to first, until they say START", async () => {
    const { desk, known } = await setScene();
    await erase(desk, known.winner);
    await workOff(desk);
    expect(await desk.db.all(suppressions)).toHaveLength(1);
    const again = await writesFrom(desk, phone);
    expect(again).not.toBe(known.winner);
    expect(await mustNotBeWrittenTo(desk.deps.stopHash, desk.db, again)).toBe(true);
    expect(await mustNotBeWrittenTo(desk.deps.stopHash, desk.db, await writesFrom(desk, "+447700900998"))).toBe(false);
    const said = { contactId: again, channel: "whatsapp", word: "started", evidence: "START" } as const;
    const place = { messageId: desk.chance.id("message"), conversationId: desk.chance.id("conversation"), at: desk.chance.now() };
    await desk.db.batch(recordConsent(desk.db, desk.chance, { ...said, ...place }).statements);
    expect(await mustNotBeWrittenTo(desk.deps.stopHash, desk.db, again)).toBe(false);
    await erase(desk, again);
    expect(await desk.db.all(suppressions)).toEqual([]);
  });
});

test("somebody else's address that was only typed in takes nothing of theirs along", async () => {
  const { desk } = await setScene();
  const stranger = await visits(desk, "another cookie");
  await desk.db.batch([desk.db.update(contacts, { claimedEmail: email }, eq(contacts.id, stranger))]);
  const before = await d1.prepare("SELECT COUNT(*) AS n FROM subscriptions WHERE tenant_id = ?").bind(desk.tenantId).first();
  await erase(desk, stranger);
  expect(await d1.prepare("SELECT COUNT(*) AS n FROM subscriptions WHERE tenant_id = ?").bind(desk.tenantId).first()).toEqual(
    before,
  );
  expect(
    (await findOrCreateContact(desk.deps, desk.db, { identity: { kind: "phone", value: phone }, isProven: true, language: "it" }))
      .isNew,
  ).toBe(false);
});
