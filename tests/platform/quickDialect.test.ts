import { aliasedTable, and, asc, desc, eq, exists, inArray, isNull, like, lt, ne, not, or, sql, type SQL } from "drizzle-orm";
import { DrizzleD1Database, SQLiteD1Session } from "drizzle-orm/d1";
import { SQLiteAsyncDialect, type SQLiteTable } from "drizzle-orm/sqlite-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agents } from "../../schema/tables/agents.ts";
import { contactIdentities, contacts } from "../../schema/tables/contacts.ts";
import * as conversationTables from "../../schema/tables/conversation.ts";
import * as platformTables from "../../schema/tables/platform.ts";
import { QuickDialect } from "../../workers/platform/quickDialect.ts";

const { conversations, messages } = conversationTables;
const nowhere = { prepare: () => ({}) } as unknown as D1Database;
const over = (dialect: SQLiteAsyncDialect) =>
  new DrizzleD1Database<Record<string, never>>("async", dialect, new SQLiteD1Session(nowhere, dialect, undefined), undefined);
const [ours, theirs] = [over(new QuickDialect()), over(new SQLiteAsyncDialect())];

type Builder = typeof ours;
const same = (write: (db: Builder) => { toSQL(): { sql: string; params: unknown[] } }) =>
  expect(write(ours).toSQL()).toEqual(write(theirs).toSQL());

const everyTable = [...Object.values(platformTables), ...Object.values(conversationTables), agents, contacts] as SQLiteTable[];
const someone = and(eq(contacts.tenantId, "t"), sql`(${eq(contacts.id, "c")})`) as SQL;
const later = aliasedTable(contacts, "later");

describe("the quick dialect writes what drizzle writes", () => {
  it("selecting all of a table, for every table", () => {
    for (const table of everyTable) {
      same((db) => db.select().from(table));
      same((db) =>
        db
          .select()
          .from(table)
          .where(sql`1 = 1`)
          .limit(3),
      );
    }
  });

  it("selecting columns, joined, ordered, and what it leaves to drizzle", () => {
    const fields = { name: contacts.displayName, phone: contactIdentities.value };
    const joined = (db: Builder) =>
      db.select(fields).from(contacts).leftJoin(contactIdentities, eq(contactIdentities.contactId, contacts.id)).where(someone);
    same(joined);
    same((db) => joined(db).orderBy(desc(contacts.updatedAt), asc(contacts.id)).limit(0));
    const named = {
      id: contacts.id,
      whose: sql<string>`${contactIdentities.contactId}`.as("whose"),
      two: sql`1 + ${1}`.as("two"),
    };
    const renamed = (db: Builder, { two, ...some }: typeof named, isWhole: boolean) =>
      db
        .select(isWhole ? { ...some, two } : some)
        .from(contacts)
        .leftJoin(contactIdentities, eq(contactIdentities.contactId, contacts.id))
        .where(someone);
    for (const isWhole of [false, true, false]) same((db) => renamed(db, named, isWhole));
    same((db) => db.select({ id: contacts.id, of: sql`${contacts.tenantId}`.as("of") }).from(contacts));
    same((db) => db.select({ id: contacts.id }).from(contacts).where(someone).orderBy(contacts.id).limit(2));
    same((db) =>
      db
        .select({ n: sql<number>`count(*)` })
        .from(contacts)
        .where(someone)
        .groupBy(contacts.language),
    );
    same((db) =>
      db
        .select({ n: sql<number>`max(${contacts.updatedAt})`.as("n"), id: contacts.id })
        .from(contacts)
        .offset(2),
    );
    same((db) => db.selectDistinct({ id: contacts.id }).from(contacts).where(someone));
    same((db) => db.select({ id: later.id }).from(contacts).leftJoin(later, eq(later.id, contacts.id)));
    same((db) => db.select({ contact: { id: contacts.id } }).from(contacts));
    same((db) =>
      db
        .select()
        .from(contacts)
        .where(exists(db.select().from(agents).where(eq(agents.tenantId, contacts.tenantId)))),
    );
    same((db) =>
      db
        .select()
        .from(contacts)
        .where(eq(contacts.id, sql.placeholder("id"))),
    );
    same((db) =>
      db
        .select()
        .from(contacts)
        .where(sql`note = ${"it's"}`.inlineParams()),
    );
    same((db) =>
      db
        .select()
        .from(contacts)
        .where(sql`${contacts.id} in ${["a", "b"]} and ${sql.identifier('odd"name')} = ${true}`),
    );
  });

  it("and refuses a column of a table that is not there, as drizzle does", () => {
    const astray = (db: Builder) => () => db.select({ id: agents.id }).from(contacts).toSQL();
    expect(astray(theirs)).toThrow("not part of the query");
    expect(astray(ours)).toThrow("not part of the query");
  });

  it("inserting, changing and removing", () => {
    const row = { tenantId: "t", id: "c", displayName: 'A "B"', roles: ["lead" as const], note: "", createdAt: 1, updatedAt: 1 };
    same((db) =>
      db
        .insert(contacts)
        .values([row, { ...row, id: "d", language: "it" }])
        .onConflictDoNothing(),
    );
    const set = { note: sql`${contacts.note} || ${"x"}`, roles: ["client" as const], blockedAt: null };
    same((db) =>
      db
        .insert(contacts)
        .values(row)
        .onConflictDoUpdate({ target: [contacts.tenantId, contacts.id], set, setWhere: someone }),
    );
    same((db) => db.update(contacts).set(set).where(someone));
    same((db) =>
      db
        .update(conversations)
        .set({ aiEnabled: false })
        .where(and(eq(conversations.id, "c"), lt(conversations.version, 2))),
    );
    same((db) => db.delete(messages).where(or(inArray(messages.id, ["a", "b"]), isNull(messages.model))));
  });

  it("any condition", () => {
    const leaf = fc.oneof(
      fc.string().map((value) => eq(contacts.id, value)),
      fc.integer().map((value) => lt(contacts.updatedAt, value)),
      fc.array(fc.string(), { minLength: 1 }).map((values) => inArray(contacts.note, values)),
      fc.string().map((value) => like(contacts.displayName, `%${value}%`)),
      fc.constant(isNull(contacts.language)),
      fc.constant(ne(contacts.id, contacts.note)),
      fc.jsonValue().map((value) => sql`json(${JSON.stringify(value)}) is not null`),
    );
    const { condition } = fc.letrec<{ condition: SQL }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => and(a, b) as SQL),
        fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => or(a, sql`(${b})`) as SQL),
        tie("condition").map((inner) => not(inner)),
      ),
    }));
    fc.assert(
      fc.property(condition, (where) => {
        same((db) => db.select().from(contacts).where(where));
        same((db) => db.update(contacts).set({ note: "" }).where(where));
      }),
    );
  });
});
