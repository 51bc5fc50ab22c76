import { and, eq, sql } from "drizzle-orm";
import type { ImportReason } from "../../../schema/contract/contactImports.ts";
import type { ContactRole } from "../../../schema/contract/enums.ts";
import { contactImportRows, contactImports, contacts, subscriptions } from "../../../schema/tables/contacts.ts";
import { audit } from "../../platform/audit.ts";
import type { Chance } from "../../platform/clock.ts";
import type { Statement, TenantDb } from "../../platform/tenantDb.ts";
import { isIdentityTaken } from "../constraint.ts";
import { typedIdentity } from "../createContact.ts";
import { readIdentities } from "../readIdentities.ts";
import { resolveContact } from "../resolveContact.ts";
import { isPlaceholderName } from "../displayName.ts";
import { rolesAfter } from "../setSubscription.ts";
import { judge, readOwners, type KnownPeople } from "./judgeRows.ts";
import { readPerson, type RowPerson } from "./readPerson.ts";

interface RowToDo {
  row: typeof contactImportRows.$inferSelect;
  known: KnownPeople;
  actor: string;
}

const attempts = 3;

/**
 * Makes of a row what it says, as people are known now: the contact, the row's outcome and the import's count in one write, so that a
 * row counts once however often it is begun.
 */
export const importRow = async (deps: { chance: Chance }, db: TenantDb, todo: RowToDo): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryRow(deps, db, todo);
    } catch (error) {
      // Somebody has just become known by the same phone or e-mail: the row is judged anew.
      if (!isIdentityTaken(error) || attempt === attempts) throw error;
    }
  }
};

const tryRow = async ({ chance }: { chance: Chance }, db: TenantDb, todo: RowToDo): Promise<void> => {
  const { row, known, actor } = todo;
  const person = readPerson(row.fields);
  if ("reason" in person) return void (await db.batch(settled(db, row, { outcome: "skipped", reason: person.reason })));
  const fate = judge(person, await readOwners(db, [person]), known);
  if (fate.verdict === "skip") return void (await db.batch(settled(db, row, { outcome: "skipped", reason: fate.reason })));
  if (fate.verdict === "create") {
    const contactId = row.contactId ?? chance.id("contact");
    await db.batch([
      ...settled(db, row, { outcome: "created", contactId }),
      ...created(db, chance, contactId, person),
      audit(db, chance, { actor, action: "contact.created", subject: contactId, detail: { import: row.importId } }),
    ]);
    return;
  }
  const filled = await filling(db, chance, fate.contactId, person);
  await db.batch([
    ...settled(db, row, { outcome: "updated", contactId: fate.contactId }),
    ...filled,
    audit(db, chance, { actor, action: "contact.changed", subject: fate.contactId, detail: { import: row.importId } }),
  ]);
};

interface Outcome {
  outcome: "created" | "updated" | "skipped";
  reason?: ImportReason;
  contactId?: string;
}

/** The row's end and one more on the import's count; a row that has its end already fails on its contact's id, and with it the batch. */
const settled = (
  db: TenantDb,
  { importId, line }: Pick<RowToDo["row"], "importId" | "line">,
  { outcome, reason, contactId }: Outcome,
): Statement[] => [
  db.update(
    contactImportRows,
    { outcome, reason: reason ?? null, contactId: contactId ?? null },
    and(eq(contactImportRows.importId, importId), eq(contactImportRows.line, line), eq(contactImportRows.outcome, "due")),
  ),
  db.update(
    contactImports,
    { done: sql`done + changes()`, [outcome]: sql`${sql.identifier(outcome)} + changes()` },
    eq(contactImports.id, importId),
  ),
];

/** Who pays, or is called a client, is one and no longer a lead; a client becomes no lead again by a list. */
const rolesWith = (roles: ContactRole[], { role, level }: RowPerson): ContactRole[] => {
  const wanted = role ?? (level === null ? null : "client");
  const isKnown = wanted === null || roles.includes(wanted) || (wanted === "lead" && roles.includes("client"));
  const others = wanted === "client" ? roles.filter((one) => one !== "lead") : roles;
  const all = isKnown ? roles : [...others, wanted];
  return level === null ? all : rolesAfter(all, { level, status: "active" });
};

const given = (db: TenantDb, chance: Chance, contactId: string, { level, email }: RowPerson): Statement[] => {
  const now = chance.now();
  if (level === null) return [];
  const id = chance.id("subscription");
  return [db.insert(subscriptions, { id, contactId, email, level, status: "active", createdAt: now, updatedAt: now })];
};

const created = (db: TenantDb, chance: Chance, contactId: string, person: RowPerson): Statement[] => {
  const now = chance.now();
  const { displayName, phone, email, goal, note } = person;
  const roles = rolesWith(person.role || person.level !== null ? [] : ["lead"], person);
  return [
    db.insert(contacts, { id: contactId, displayName, roles, note, goal, createdAt: now, updatedAt: now }),
    ...(phone ? [typedIdentity(db, chance, contactId, "phone", phone)] : []),
    ...(email ? [typedIdentity(db, chance, contactId, "email", email)] : []),
    ...given(db, chance, contactId, person),
  ];
};

/** Only what is missing: what a person wrote in the console is worth more than a list. */
const filling = async (db: TenantDb, chance: Chance, id: string, person: RowPerson): Promise<Statement[]> => {
  const contact = await resolveContact(db, id);
  if (!contact) return [];
  const [identities, held] = await Promise.all([
    readIdentities(db, [contact.id]),
    db.first(subscriptions, and(eq(subscriptions.contactId, contact.id), eq(subscriptions.status, "active"))),
  ]);
  const has = (kind: "phone" | "email") => identities.some((identity) => identity.kind === kind);
  const isNameless = person.isNamed && isPlaceholderName(contact.displayName, identities);
  return [
    db.update(
      contacts,
      {
        displayName: isNameless ? person.displayName : contact.displayName,
        roles: rolesWith(contact.roles, person),
        goal: contact.goal || person.goal,
        note: contact.note || person.note,
        updatedAt: chance.now(),
      },
      eq(contacts.id, contact.id),
    ),
    ...(person.phone && !has("phone") ? [typedIdentity(db, chance, contact.id, "phone", person.phone)] : []),
    ...(person.email && !has("email") ? [typedIdentity(db, chance, contact.id, "email", person.email)] : []),
    ...(held ? [] : given(db, chance, contact.id, person)),
  ];
};
