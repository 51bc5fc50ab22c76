import { describe, expect, test } from "vitest";
import { contactSchema, dossierEntrySchema } from "../../schema/contract/contacts.ts";
import { listOf } from "../../schema/contract/shapes.ts";
import { addDossierEntry } from "../../workers/contacts/addDossierEntry.ts";
import { changeDossierEntry } from "../../workers/contacts/changeDossierEntry.ts";
import { createContact } from "../../workers/contacts/createContact.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { getContact } from "../../workers/contacts/getContact.ts";
import { listContacts } from "../../workers/contacts/listContacts.ts";
import { listDossier } from "../../workers/contacts/listDossier.ts";
import { listMerges } from "../../workers/contacts/listMerges.ts";
import { patchContact } from "../../workers/contacts/patchContact.ts";
import { removeDossierEntry } from "../../workers/contacts/removeDossierEntry.ts";
import { contactRoutes } from "../../workers/contacts/routes.ts";
import { setSubscription } from "../../workers/contacts/setSubscription.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import { contactEndpoints } from "../../schema/contract/endpoints/contacts.ts";
import { d1, enter, granted, keyOf, openDesk, snapshot, writesFrom, eraseDeps, type Desk } from "./desk.ts";

const actor = "usr_test";
const phone = "+447700900001";
const names = async (desk: Desk, query: Partial<Parameters<typeof listContacts>[1]> = {}) =>
  (await listContacts(desk.db, { limit: 50, ...query })).items.map(({ displayName }) => displayName);
const audited = async ({ tenantId }: Desk) =>
  (
    await d1.prepare("SELECT action FROM audit_entries WHERE tenant_id = ? ORDER BY id").bind(tenantId).all<{ action: string }>()
  ).results.map(({ action }) => action);

describe("contacts in the console", () => {
  test("every endpoint has a route", async () => {
    const { deps } = await openDesk();
    expect(
      contactRoutes({ ...deps, hints: { send: async () => undefined } })
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(Object.keys(contactEndpoints).toSorted());
  });

  test("a language that a person sets is marked as set, and taken away it may be found again", async () => {
    const desk = await openDesk();
    const luc = granted(await createContact(desk.deps, desk.db, actor, { displayName: "Luc Martin", language: "fr" }));
    expect(luc).toMatchObject({ language: "fr", languageSource: "set" });
    const change = async (patch: { language?: "es" | null; note?: string }) =>
      granted(await patchContact(desk.deps, desk.db, actor, luc.id, patch));
    expect(await change({ language: "es" })).toMatchObject({ language: "es", languageSource: "set" });
    expect(await change({ note: "Mattina" })).toMatchObject({ language: "es", languageSource: "set" });
    expect(await change({ language: null })).toMatchObject({ language: null, languageSource: null });
  });

  test("created, read, changed, in the contract's shape", async () => {
    const desk = await openDesk();
    const anna = await enter(desk, {
      displayName: "Anna Bianchi",
      phone,
      email: "anna@example.test",
      roles: ["client", "client"],
    });
    expect(contactSchema.parse(anna)).toEqual(anna);
    expect(anna).toMatchObject({ roles: ["client"], level: 1, subscription: null, mergedInto: null, note: "", language: null });
    expect(await getContact(desk.db, anna.id)).toEqual(anna);
    const changed = granted(
      await patchContact(desk.deps, desk.db, actor, anna.id, { displayName: "Anna B.", phone: "+447700900002", note: "Mattina" }),
    );
    expect(changed).toMatchObject({
      displayName: "Anna B.",
      phone: "+447700900002",
      email: "anna@example.test",
      note: "Mattina",
    });
    expect(changed.identities).toHaveLength(2);
    expect(granted(await patchContact(desk.deps, desk.db, actor, anna.id, { email: null })).email).toBeNull();
    expect(await audited(desk)).toEqual(["contact.created", "contact.changed", "contact.changed"]);
  });

  test("what somebody wants to reach is kept, changed and taken away", async () => {
    const desk = await openDesk();
    const wish = { displayName: "Anna", goal: "Correre una maratona" };
    const anna = granted(await createContact(desk.deps, desk.db, actor, wish));
    expect(anna.goal).toBe("Correre una maratona");
    const change = async (patch: { goal?: string; note?: string }) =>
      granted(await patchContact(desk.deps, desk.db, actor, anna.id, patch)).goal;
    expect(await change({ note: "Mattina" })).toBe("Correre una maratona");
    expect(await change({ goal: "Dormire meglio" })).toBe("Dormire meglio");
    expect(await change({ goal: "" })).toBe("");
  });

  test("a phone or e-mail belongs to one contact of a tenant", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const anna = await enter(desk, { phone, email: "anna@example.test" });
    const bruno = await enter(desk, { displayName: "Bruno" });
    expect(keyOf(await createContact(deps, db, actor, { displayName: "X", phone }))).toBe("phone_taken");
    expect(keyOf(await patchContact(deps, db, actor, bruno.id, { email: "anna@example.test" }))).toBe("email_taken");
    expect(keyOf(await patchContact(deps, db, actor, anna.id, { phone, email: "anna@example.test" }))).toBeNull();
    expect(keyOf(await createContact(deps, (await openDesk()).db, actor, { displayName: "Altrove", phone }))).toBeNull();
    expect((await snapshot(desk))["contacts"]).toHaveLength(2);
  });

  test("of ten that are entered at once with one phone, one is", async () => {
    const desk = await openDesk();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => createContact(desk.deps, desk.db, actor, { displayName: "Anna", phone })),
    );
    expect(answers.map(keyOf).filter((key) => key === null)).toHaveLength(1);
    expect(answers.map(keyOf).filter((key) => key === "phone_taken")).toHaveLength(9);
    expect((await snapshot(desk))["contacts"]).toHaveLength(1);
  });

  test("a number that was proved keeps its proof when it is set again", async () => {
    const desk = await openDesk();
    const id = await writesFrom(desk, phone);
    await desk.db.batch([]);
    granted(await patchContact(desk.deps, desk.db, actor, id, { phone }));
    expect(granted(await getContact(desk.db, id)).identities[0]?.verifiedAt).not.toBeNull();
  });

  test("a deleted contact is gone everywhere, its identities are free, its level ends", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const anna = await enter(desk, { phone, email: "anna@example.test" });
    granted(await setSubscription(deps, db, actor, anna.id, { level: 3, status: "active" }));
    expect(await eraseContact(eraseDeps(desk), db, actor, anna.id)).toBeNull();
    expect(keyOf(await getContact(db, anna.id))).toBe("not_found");
    expect(keyOf(await eraseContact(eraseDeps(desk), db, actor, anna.id))).toBe("not_found");
    expect(await names(desk)).toEqual([]);
    const { identities, subscriptions } = await snapshot(desk);
    expect(identities).toEqual([]);
    expect(subscriptions).toEqual([]);
    await enter(desk, { phone, email: "anna@example.test" });
  });
});

describe("the list", () => {
  test("is searched by any word's beginning, phone or e-mail, and never by pattern signs", async () => {
    const desk = await openDesk();
    await enter(desk, { displayName: "Anna Bianchi", phone: "+14155550134", email: "anna@example.test", roles: ["client"] });
    await enter(desk, { displayName: "Bruno 100%", phone: "+447700900002" });
    await writesFrom(desk, "+447700900003", "Carla_Neri");
    expect(await names(desk)).toEqual(["Carla_Neri", "Bruno 100%", "Anna Bianchi"]);
    expect(await names(desk, { search: "bian" })).toEqual(["Anna Bianchi"]);
    expect(await names(desk, { search: "ianchi" })).toEqual([]);
    expect(await names(desk, { search: "BIANCHI" })).toEqual(["Anna Bianchi"]);
    expect(await names(desk, { search: "è".repeat(120) })).toEqual([]);
    expect(await names(desk, { search: "+1 (415) 555-01" })).toEqual(["Anna Bianchi"]);
    expect(await names(desk, { search: "0044 7700 900" })).toEqual(["Carla_Neri", "Bruno 100%"]);
    expect(await names(desk, { search: "ANNA@" })).toEqual(["Anna Bianchi"]);
    expect(await names(desk, { search: "%" })).toEqual([]);
    expect(await names(desk, { search: "carla_" })).toEqual(["Carla_Neri"]);
    expect(await names(desk, { search: "carlax" })).toEqual([]);
    expect(await names(desk, { role: "client" })).toEqual(["Anna Bianchi"]);
    expect(await names(desk, { search: "' OR 1=1 --" })).toEqual([]);
  });

  test("goes on where it stopped, each contact once, whatever comes meanwhile", async () => {
    const desk = await openDesk();
    for (let at = 0; at < 7; at++) {
      desk.chance.pass(1);
      await enter(desk, { displayName: `Contatto ${at}` });
    }
    const first = await listContacts(desk.db, { limit: 3 });
    expect(listOf(contactSchema).parse(first)).toEqual(first);
    desk.chance.pass(1);
    await enter(desk, { displayName: "Appena arrivata" });
    const second = await listContacts(desk.db, { limit: 3, cursor: first.nextCursor ?? "" });
    const third = await listContacts(desk.db, { limit: 3, cursor: second.nextCursor ?? "" });
    expect([...first.items, ...second.items, ...third.items].map(({ displayName }) => displayName)).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((at) => `Contatto ${at}`),
    );
    expect(third.nextCursor).toBeNull();
    expect((await listContacts(desk.db, { limit: 3, cursor: "forged" })).items).toHaveLength(3);
  });
});

describe("subscriptions", () => {
  test("what is set last holds, also over what an e-mail would give; a paying lead is a client", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const id = await writesFrom(desk, phone, "Anna");
    const gold = granted(await setSubscription(deps, db, actor, id, { level: 4, status: "active" }));
    expect(gold).toMatchObject({ level: 3, roles: ["client"], subscription: { level: 4, status: "active" } });
    await d1
      .prepare(
        "INSERT INTO subscriptions SELECT tenant_id, id || 'x', contact_id, email, 3, 'active', 0, 0 FROM subscriptions WHERE tenant_id = ?",
      )
      .bind(desk.tenantId)
      .run();
    const silver = granted(await setSubscription(deps, db, actor, id, { level: 2, status: "active" }));
    expect(silver).toMatchObject({ level: 2, subscription: { level: 2 } });
    expect(granted(await setSubscription(deps, db, actor, id, { level: 2, status: "canceled" }))).toMatchObject({ level: 1 });
    expect((await snapshot(desk))["subscriptions"]).toHaveLength(2);
  });

  test("set ten times at once, one is active", async () => {
    const desk = await openDesk();
    const anna = await enter(desk, { email: "anna@example.test" });
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        setSubscription(desk.deps, desk.db, actor, anna.id, { level: at % 2 === 0 ? 3 : 2, status: "active" }),
      ),
    );
    const rows = (await snapshot(desk))["subscriptions"] as { status: string; email: string }[];
    expect(rows.filter(({ status }) => status === "active")).toHaveLength(1);
    expect(rows.every(({ email }) => email === "anna@example.test")).toBe(true);
  });
});

describe("the dossier", () => {
  const entry = (title: string, happenedAt: string) => ({ kind: "exercise" as const, title, body: "3 x 12", happenedAt });

  test("is kept, changed and read newest first, by pages", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const anna = await enter(desk, {});
    for (const [title, at] of [
      ["Squat", "2026-10-01T08:00:00Z"],
      ["Panca", "2026-10-03T08:00:00Z"],
      ["Stacco", "2026-10-02T08:00:00Z"],
    ] as const)
      expect(
        dossierEntrySchema.safeParse(granted(await addDossierEntry(deps, db, actor, anna.id, entry(title, at)))).success,
      ).toBe(true);
    const first = granted(await listDossier(db, anna.id, { limit: 2 }));
    const rest = granted(await listDossier(db, anna.id, { limit: 2, cursor: first.nextCursor ?? "" }));
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(["Panca", "Stacco", "Squat"]);
    const place = { contactId: anna.id, entryId: first.items[0]?.id ?? "" };
    expect(granted(await changeDossierEntry(deps, db, actor, place, { body: "4 x 8" }))).toMatchObject({
      title: "Panca",
      body: "4 x 8",
    });
    expect(await removeDossierEntry(deps, db, actor, place)).toBeNull();
    expect(keyOf(await removeDossierEntry(deps, db, actor, place))).toBe("not_found");
    expect(await audited(desk)).toContain("dossier.removed");
  });

  test("an entry is reached only through its own contact", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const [anna, bruno] = [await enter(desk, {}), await enter(desk, {})];
    const { id } = granted(await addDossierEntry(deps, db, actor, anna.id, entry("Squat", "2026-10-01T08:00:00Z")));
    expect(keyOf(await changeDossierEntry(deps, db, actor, { contactId: bruno.id, entryId: id }, { title: "X" }))).toBe(
      "not_found",
    );
  });
});

test("another tenant's contact is not found, by any verb, and nothing is written", async () => {
  const [mine, theirs] = [await openDesk(), await openDesk()];
  const anna = await enter(theirs, { phone });
  const added = { kind: "note" as const, title: "t", body: "", happenedAt: "2026-10-01T08:00:00Z" };
  const entry = granted(await addDossierEntry(theirs.deps, theirs.db, actor, anna.id, added));
  const before = await snapshot(theirs);
  const { deps, db } = mine;
  const place = { contactId: anna.id, entryId: entry.id };
  const answers = await Promise.all([
    getContact(db, anna.id),
    patchContact(deps, db, actor, anna.id, { displayName: "X" }),
    eraseContact(eraseDeps(mine), db, actor, anna.id),
    setSubscription(deps, db, actor, anna.id, { level: 3, status: "active" }),
    listDossier(db, anna.id, { limit: 5 }),
    addDossierEntry(deps, db, actor, anna.id, added),
    changeDossierEntry(deps, db, actor, place, { title: "X" }),
    removeDossierEntry(deps, db, actor, place),
    listMerges(db, anna.id, { limit: 5 }),
    undoMerge(deps, db, actor, { contactId: anna.id, mergeId: "mrg_00000000000000000000000000" }),
  ]);
  expect(answers.map(keyOf)).toEqual(answers.map(() => "not_found"));
  expect(await snapshot(theirs)).toEqual(before);
  expect(await audited(mine)).toEqual([]);
});
