import { describe, expect, it } from "vitest";
import { NodeD1 } from "../support/nodeD1.ts";
import { filoTables } from "../support/sql/filoTables.ts";
import { wrongWith } from "../support/sql/statementWatch.ts";
import { tenantScope } from "../support/sql/tenantScope.ts";

/**
 * What is checked of every statement that the product runs under test (`support/sql/everyStatement.ts`), tried on statements of both kinds;
 * and the statements that no test hands over: those of triggers.
 */
const complaints = (sql: string): string[] => tenantScope(sql, filoTables).complaints;

describe("a statement that names its tenant is let through", () => {
  it.each([
    "select id from contacts where tenant_id = ? and id = ?",
    'select "id" from "contacts" where ("contacts"."tenant_id" = ? and ("contacts"."id" = ? or 1 = 1)) limit ?',
    "select 1 from contacts as k join messages m on m.tenant_id = k.tenant_id and m.id = k.id where ? = k.tenant_id",
    "select 1 from contacts k left join messages m on (m.tenant_id = ? and m.id = k.id) where k.tenant_id = ?",
    "select 1 from contacts k, messages m where k.tenant_id = ? and m.tenant_id = k.tenant_id",
    "select 1 from contacts where tenant_id = ? and exists (select 1 from messages where messages.tenant_id = contacts.tenant_id)",
    "select x.id from (select c.*, 1 from conversations c where c.tenant_id = ?) as x join contacts k on k.tenant_id = x.tenant_id",
    "with x as (select * from messages where tenant_id = ?) select 1 from x join contacts k on k.tenant_id = x.tenant_id",
    "select 1 from tenants where id = ?",
    "select m.id from (select rowid as place from message_words where message_words match ? limit 9) as found cross join messages as m on m.rowid = found.place where m.tenant_id = ?",
    "select value from json_each(?) where value = 1",
    "insert into contacts (tenant_id, id) values (?, ?), (?, ?)",
    "insert into contacts (id, tenant_id) select ?, ? where changes() > 0",
    "insert into contacts (tenant_id, id) select tenant_id, ? from messages where tenant_id = ?",
    "insert into contacts (tenant_id, id) values (?, ?) on conflict (tenant_id, id) do update set note = excluded.note",
    'insert into contacts (tenant_id, id) values (?, ?) on conflict ("id") do update set note = ? where "contacts"."tenant_id" = ?',
    "update contacts set note = case when a = 1 and b = 2 then 'x' end where tenant_id = ? and id = ?",
    "delete from contacts where tenant_id = ?",
  ])("%s", (sql) => expect(complaints(sql)).toEqual([]));
});

describe("a statement that could reach another tenant's rows is not", () => {
  it.each([
    "select id from contacts",
    "select id from contacts where id = ?",
    "select id from contacts where tenant_id = ? or 1 = 1",
    "select id from contacts where (tenant_id = ? or id = ?)",
    "select id from contacts where tenant_id <> ?",
    "select id from contacts where not tenant_id = ?",
    "select id from contacts where tenant_id = id",
    "select id from contacts where tenant_id = 'ten_a'",
    "select id from contacts where tenant_id in (?, ?)",
    "select id from contacts where case when tenant_id = ? and 1 then 1 else 1 end",
    "select id from contacts where tenant_id = coalesce(?, tenant_id)",
    "select 1 from contacts k join messages m on m.id = k.id where k.tenant_id = ?",
    "select 1 from contacts k left join messages m on m.id = k.id where k.tenant_id = ?",
    "select 1 from contacts k left join messages m on m.tenant_id = ? and k.tenant_id = ?",
    "select 1 from contacts k join messages m on m.tenant_id = k.tenant_id",
    "select 1 from contacts where tenant_id = ? union select 1 from messages",
    "select 1 from contacts where tenant_id = ? and id in (select contact_id from messages)",
    "select (select count(*) from messages) from contacts where tenant_id = ?",
    "select x.id from (select * from messages) as x where x.tenant_id = ?",
    "with x as (select * from messages) select 1 from x where tenant_id = ?",
    "select 1 from json_each(?) as r join contacts as k on k.id = r.value",
    "select rowid from message_words where words = ?",
    "insert into contacts (id) values (?)",
    "insert into contacts (tenant_id, id) values ('ten_a', ?)",
    "insert into contacts (tenant_id, id) select tenant_id, id from messages",
    "insert into contacts (tenant_id, id) select r.value, 1 from json_each(?) as r",
    "insert or replace into contacts (tenant_id, id) values (?, ?)",
    "insert into contacts (tenant_id, id) values (?, ?) on conflict (id) do update set note = ?",
    "update contacts set note = ?",
    "update contacts set tenant_id = (select id from tenants) where tenant_id = ?",
    "update contacts set note = (select text from messages where id = ?) where tenant_id = ?",
    "delete from contacts where id = ?",
    "delete from contacts where tenant_id = ? or id = ?",
    "delete from message_words where rowid = ?",
    "delete from contact_words where rowid = (select rowid from contacts where id = new.contact_id)",
    "insert into inbox_counts (tenant_id, key) select new.tenant_id, c.place from conversations as c where c.id = new.id",
    "update conversations set place = new.place where id = new.id",
  ])("%s", (sql) => expect(complaints(sql)).not.toEqual([]));

  it("nor one whose value is no tenant, or two tenants', or whose words name another", () => {
    const two = "select 1 from contacts k join messages m on m.tenant_id = ? where k.tenant_id = ?";
    expect(wrongWith(two, ["ten_a", "ten_a"])).toBeNull();
    expect(wrongWith(two, ["ten_a", "ten_b"])).toContain("two tenants");
    expect(wrongWith(two, ["ten_a", null])).toContain("no tenant's id");
    expect(wrongWith("update contacts set tenant_id = ? where tenant_id = ?", ["ten_b", "ten_a"])).toContain("two tenants");
    const found =
      "select 1 from (select rowid as place from message_words where message_words match ?) as f join messages as m on m.rowid = f.place where m.tenant_id = ?";
    expect(wrongWith(found, ["scope : ta AND ciao", "ten_a"])).toBeNull();
    expect(wrongWith(found, ["ciao", "ten_a"])).toContain("do not name the tenant");
  });
});

describe("the database", () => {
  const { sqlite } = new NodeD1();
  const all = (sql: string) => sqlite.prepare(sql).all() as { name: string; sql: string }[];

  it("has no table of tenants' that the check does not know", () => {
    const tables = all("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%tenant_id%'");
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...filoTables.tenants].toSorted());
    const words = all(
      "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND sql NOT LIKE '%tenant_id%'",
    );
    expect(words.map(({ name }) => name).toSorted()).toEqual([...filoTables.words].toSorted());
  });

  it("has no trigger that goes from a row to another tenant's", () => {
    const triggers = all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
    expect(triggers.length).toBeGreaterThan(15);
    const wrong = triggers.flatMap(({ name, sql }) => {
      const body = /\bBEGIN\b([\s\S]*)\bEND\b/.exec(sql)![1]!;
      return complaints(body).map((complaint) => `${name}: ${complaint}`);
    });
    expect(wrong).toEqual([]);
  });
});
