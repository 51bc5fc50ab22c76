import { describe, expect, test } from "vitest";
import { contactIdentities } from "../../schema/tables/contacts.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { discloseAi } from "../../workers/contacts/discloseAi.ts";
import { findOrCreateContact } from "../../workers/contacts/findOrCreateContact.ts";
import { patchContact } from "../../workers/contacts/patchContact.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { setSubscription } from "../../workers/contacts/setSubscription.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { d1, enter, granted, openDesk, snapshot, visits, writesFrom, eraseDeps } from "./desk.ts";

const phone = "+447700900001";

describe("somebody turns up", () => {
  test("twenty messages at once from a new number make one contact, and no orphan", async () => {
    const desk = await openDesk();
    const ids = await Promise.all(Array.from({ length: 20 }, () => writesFrom(desk, phone, "Anna")));
    expect(new Set(ids).size).toBe(1);
    const { contacts, identities } = await snapshot(desk);
    expect(contacts).toHaveLength(1);
    expect(contacts?.[0]).toMatchObject({ display_name: "Anna", roles: '["lead"]' });
    expect(identities).toEqual([expect.objectContaining({ contact_id: ids[0], value: phone, verified_at: desk.chance.now() })]);
  });

  test("says whether it is new", async () => {
    const { deps, db } = await openDesk();
    const arrival = {
      identity: { kind: "whatsapp" as const, value: "GB.13491208655302741918" },
      isProven: true,
      language: "it" as const,
    };
    expect(await findOrCreateContact(deps, db, arrival)).toMatchObject({ isNew: true });
    expect(await findOrCreateContact(deps, db, arrival)).toMatchObject({ isNew: false });
  });

  test("a phone typed in on a client is recognised, and proved, when it writes", async () => {
    const desk = await openDesk();
    const anna = await enter(desk, { phone, roles: ["client"] });
    expect(anna.identities[0]?.verifiedAt).toBeNull();
    expect((await readPerson(desk.db, anna.id))?.whatsapp).toBeNull();
    expect(await writesFrom(desk, phone, "annetta 🌷")).toBe(anna.id);
    expect(await readPerson(desk.db, anna.id)).toMatchObject({
      displayName: "Anna",
      roles: ["client"],
      phone,
      numbers: [phone],
      whatsapp: { kind: "phone", value: phone },
    });
  });

  test("a name that comes later replaces the bare number", async () => {
    const desk = await openDesk();
    const id = await writesFrom(desk, phone);
    expect((await readPerson(desk.db, id))?.displayName).toBe(phone);
    await writesFrom(desk, phone, "Anna");
    expect((await readPerson(desk.db, id))?.displayName).toBe("Anna");
  });

  test("two tenants may know one phone as two people", async () => {
    const [one, other] = [await openDesk(), await openDesk()];
    expect(await writesFrom(one, phone)).not.toBe(await writesFrom(other, phone));
  });

  test("what proved nothing stays unproved", async () => {
    const { deps, db } = await openDesk();
    const identity = { kind: "email" as const, value: "anna@example.test" };
    const { contactId } = await findOrCreateContact(deps, db, { identity, isProven: false, language: "it" });
    expect((await readPerson(db, contactId))?.identities).toMatchObject([{ verifiedAt: null }]);
  });

  test("after a deletion the number is somebody new", async () => {
    const desk = await openDesk();
    const first = await writesFrom(desk, phone);
    await eraseContact(eraseDeps(desk), desk.db, "usr_test", first);
    expect(await readPerson(desk.db, first)).toBeNull();
    expect(await writesFrom(desk, phone)).not.toBe(first);
  });
});

describe("the person behind a turn", () => {
  test("the level is read afresh, by contact or by verified e-mail only", async () => {
    const desk = await openDesk();
    const { deps, db } = desk;
    const payer = await enter(desk, { email: "anna@example.test", roles: ["client"] });
    granted(await setSubscription(deps, db, "usr_test", payer.id, { level: 4, status: "active" }));
    expect((await readPerson(db, payer.id))?.level).toBe(3);
    granted(await patchContact(deps, db, "usr_test", payer.id, { email: null }));
    await d1.prepare("UPDATE subscriptions SET email = 'anna@example.test' WHERE tenant_id = ?").bind(desk.tenantId).run();

    const lead = await writesFrom(desk, phone);
    const email = { id: desk.chance.id("identity"), contactId: lead, kind: "email" as const, value: "anna@example.test" };
    await db.batch([db.insert(contactIdentities, { ...email, createdAt: desk.chance.now() })]);
    expect(await readPerson(db, lead)).toMatchObject({ level: 1, emailOwner: null });
    await db.batch([db.update(contactIdentities, { verifiedAt: 1 })]);
    expect(await readPerson(db, lead)).toMatchObject({ level: 3, emailOwner: { id: payer.id, roles: ["client"] } });
  });

  test("another tenant's contact is nobody", async () => {
    const [mine, theirs] = [await openDesk(), await openDesk()];
    const anna = await enter(theirs, { phone });
    expect(await readPerson(mine.db, anna.id)).toBeNull();
    expect(await readPerson(mine.db, "ctc_00000000000000000000000000")).toBeNull();
  });

  test("being told of the AI is kept the first time", async () => {
    const desk = await openDesk();
    const id = await visits(desk, "cookie");
    await desk.db.batch([discloseAi(desk.db, id, 5)]);
    await desk.db.batch([discloseAi(desk.db, id, 9)]);
    expect(await readPerson(desk.db, id)).toMatchObject({ aiDisclosedAt: 5, displayName: "Visitatore" });
  });

  test("a known contact costs few rows, in a tenant with many", async () => {
    const desk = await openDesk();
    await Promise.all(Array.from({ length: 60 }, (_, at) => writesFrom(desk, `+44770090${String(1000 + at)}`)));
    const anna = await enter(desk, { phone, email: "anna@example.test" });
    granted(await setSubscription(desk.deps, desk.db, "usr_test", anna.id, { level: 2, status: "active" }));
    const counted = countRows(d1);
    const db = new TenantDb(counted.d1, desk.tenantId);
    await findOrCreateContact(desk.deps, db, { identity: { kind: "phone", value: phone }, isProven: false, language: "it" });
    await readPerson(db, anna.id);
    expect(counted.read()).toBeLessThanOrEqual(8);
  });
});

/** The same database, adding up the rows its statements read. */
const countRows = (real: D1Database) => {
  let rows = 0;
  const watch = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (target, name) => {
        if (name === "bind") return (...values: unknown[]) => watch(target.bind(...values));
        if (name === "all" || name === "run")
          return async () => {
            const result = await target.all();
            rows += result.meta.rows_read;
            return result;
          };
        if (name === "raw")
          return async () => {
            const result = await target.all<Record<string, unknown>>();
            rows += result.meta.rows_read;
            return target.raw();
          };
        return Reflect.get(target, name).bind(target);
      },
    });
  const proxy = new Proxy(real, {
    get: (target, name) =>
      name === "prepare" ? (sql: string) => watch(target.prepare(sql)) : Reflect.get(target, name).bind(target),
  });
  return { d1: proxy, read: () => rows };
};
