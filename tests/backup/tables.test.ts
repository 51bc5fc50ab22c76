import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { secretsSeenTo } from "../../workers/backup/secretsOnTheWay.ts";
import { backedTables, columnsOf, keyOf, nameOf, tablesLeft } from "../../workers/backup/tables.ts";
import { allTables } from "../support/sameTenant.ts";

test("every table of the schema travels or has a reason to stay behind, and none both", async () => {
  const names = (await allTables()).map(({ name }) => name);
  const travelling = backedTables.map(nameOf);
  expect([...travelling, ...Object.keys(tablesLeft)].toSorted()).toEqual(names.toSorted());
  expect(Object.values(tablesLeft).every((reason) => reason.length > 10)).toBe(true);
});

test("parents come before their children", () => {
  const travelling = backedTables.map(nameOf);
  for (const [at, { table }] of backedTables.entries())
    for (const key of getTableConfig(table as SQLiteTable).foreignKeys) {
      const parent = getTableConfig(key.reference().foreignTable).name;
      if (!["tenants", "users"].includes(parent))
        expect([parent, travelling.indexOf(parent)]).toEqual([
          parent,
          expect.toSatisfy((place: number) => place >= 0 && place < at),
        ]);
    }
});

test("every secret that travels is seen to", () => {
  const sealed = backedTables.flatMap((backed) =>
    columnsOf(backed)
      .filter((name) => /sealed|token$|secret/.test(name))
      .map((name) => `${nameOf(backed)}.${name}`),
  );
  expect(sealed.toSorted()).toEqual([...secretsSeenTo].toSorted());
});

test("every table can be read on by a key, but for those of one row", () => {
  const single = backedTables.filter(({ table }) => keyOf(table).every((name) => name === "tenant_id"));
  expect(single.map(nameOf)).toEqual(["figure_marks"]);
});
