import { expect, test } from "vitest";
import type { Level } from "../../schema/contract/enums.ts";
import { consents, contactIdentities, subscriptions } from "../../schema/tables/contacts.ts";
import { blockContact } from "../../workers/contacts/blockContact.ts";
import { activeLevel, type HeldSubscription } from "../../workers/contacts/level.ts";
import { listContacts } from "../../workers/contacts/listContacts.ts";
import { mergeContacts } from "../../workers/contacts/mergeContacts.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { d1, enter, granted, openDesk, type Desk } from "./desk.ts";

const idsOf = async (desk: Desk, query: Partial<Parameters<typeof listContacts>[1]>) =>
  (await listContacts(desk.db, { limit: 100, ...query })).items.map(({ id }) => id);

/** The same numbers every time. */
const dice = () => {
  let seed = 7;
  return (sides: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % sides;
  };
};

test("each level's list is whoever has that level by the pure rule", async () => {
  const desk = await openDesk();
  const { db, chance } = desk;
  const roll = dice();
  const people: { id: string; verifiedEmails: string[] }[] = [];
  for (let at = 0; at < 40; at++) {
    const { id } = await enter(desk, { displayName: `Contatto ${at}` });
    const isVerified = roll(2) === 0;
    const email = `anna${at}@example.test`;
    const verifiedAt = isVerified ? 1 : null;
    await db.batch([
      db.insert(contactIdentities, {
        id: chance.id("identity"),
        contactId: id,
        kind: "email",
        value: email,
        verifiedAt,
        createdAt: 0,
      }),
    ]);
    people.push({ id, verifiedEmails: isVerified ? [email] : [] });
  }
  const held: HeldSubscription[] = Array.from({ length: 60 }, () => ({
    contactId: roll(3) === 0 ? null : people[roll(40)]!.id,
    email: roll(2) === 0 ? null : `anna${roll(40)}@example.test`,
    level: 1 + roll(4),
    status: (["active", "active", "pending", "canceled", "expired"] as const)[roll(5)]!,
  }));
  for (const one of held)
    await db.batch([
      db.insert(subscriptions, {
        id: chance.id("subscription"),
        contactId: one.contactId,
        email: one.email,
        level: one.level,
        status: one.status as "active",
        createdAt: 0,
        updatedAt: 0,
      }),
    ]);
  const byRule = (level: Level) =>
    people
      .filter(({ id, verifiedEmails }) => activeLevel(held, { contactId: id, verifiedEmails }) === level)
      .map(({ id }) => id)
      .toSorted();
  const levels = [1, 2, 3] as const;
  const listed = await Promise.all(levels.map(async (level) => (await idsOf(desk, { level })).toSorted()));
  expect(listed).toEqual(levels.map(byRule));
  expect(listed.every((ids) => ids.length > 0)).toBe(true);
  for (const level of levels)
    for (const card of (await listContacts(db, { limit: 100, level })).items) expect(card.level).toBe(level);
});

test("another tenant's Gold with the same e-mail makes nobody Gold here", async () => {
  const [mine, theirs] = [await openDesk(), await openDesk()];
  const anna = await enter(mine, { email: "anna@example.test" });
  await mine.db.batch([mine.db.update(contactIdentities, { verifiedAt: 1 }, undefined)]);
  const gold = { contactId: null, email: "anna@example.test", level: 3, status: "active" as const, createdAt: 0, updatedAt: 0 };
  await theirs.db.batch([theirs.db.insert(subscriptions, { id: theirs.chance.id("subscription"), ...gold })]);
  expect(await idsOf(mine, { level: 3 })).toEqual([]);
  expect(await idsOf(mine, { level: 1 })).toEqual([anna.id]);
});

test("the blocked, and those whose last word on a channel is STOP", async () => {
  const desk = await openDesk();
  const { db, deps, chance } = desk;
  const [anna, bruno, carla, dora] = await Promise.all(
    ["Anna", "Bruno", "Carla", "Dora"].map((displayName) => enter(desk, { displayName, roles: ["client"] })),
  );
  const says = (contactId: string, channel: "web" | "whatsapp", state: "stopped" | "started", at: number) =>
    db.batch([db.insert(consents, { id: chance.id("consent"), contactId, channel, state, evidence: "STOP", at })]);
  await says(anna!.id, "web", "stopped", 1);
  await says(bruno!.id, "web", "stopped", 1);
  await says(bruno!.id, "web", "started", 2);
  await says(carla!.id, "web", "started", 3);
  await says(carla!.id, "whatsapp", "stopped", 2);
  granted(await blockContact(deps, db, "usr_test", dora!.id, true));
  expect(await idsOf(desk, { state: "blocked" })).toEqual([dora!.id]);
  expect((await idsOf(desk, { state: "stopped" })).toSorted()).toEqual([anna!.id, carla!.id].toSorted());
  for (const { id, stoppedChannels } of (await listContacts(db, { limit: 9 })).items)
    expect([id, stoppedChannels.length > 0]).toEqual([id, id === anna!.id || id === carla!.id]);
  expect(await idsOf(desk, { state: "stopped", search: "car", role: "client", level: 1 })).toEqual([carla!.id]);
  expect(await idsOf(desk, { state: "stopped", role: "lead" })).toEqual([]);
  granted(await mergeContacts(deps, db, { winnerId: bruno!.id, loserId: anna!.id, reason: "console", actor: "usr_test" }));
  expect((await idsOf(desk, { state: "stopped" })).toSorted()).toEqual([carla!.id]);
});

test("the few among many are found by an index: the blocked among all, clients among leads", async () => {
  const desk = await openDesk();
  const [anna, bruno] = [await enter(desk, { roles: ["client"] }), await enter(desk, {})];
  granted(await blockContact(desk.deps, desk.db, "usr_test", bruno.id, true));
  await d1
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
     INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
     SELECT ?, printf('ctc_9%025d', i), 'Persona', '["lead"]', '', 1, 1 FROM n`,
    )
    .bind(desk.db.tenantId)
    .run();
  const counted = countedDatabase(d1);
  const db = new TenantDb(counted.d1, desk.db.tenantId);
  const found = async (query: Partial<Parameters<typeof listContacts>[1]>) =>
    (await listContacts(db, { limit: 50, ...query })).items.map(({ id }) => id);
  expect(await found({ state: "blocked" })).toEqual([bruno.id]);
  expect(await found({ role: "client" })).toEqual([anna.id]);
  expect(counted.rowsRead()).toBeLessThan(60);
});
