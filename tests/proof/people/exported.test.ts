import { getTableConfig } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { allTables } from "../../support/sameTenant.ts";
import { told, untold } from "./exported.ts";

test("every table that names a contact is compared with an export, or has a reason not to be in it", async () => {
  const naming = (await allTables()).filter(({ columns }) =>
    columns.some(({ name }) => /contact_id$|^(?:winner|loser)_id$/.test(name)),
  );
  const seenTo = new Set([...told.map(({ table }) => getTableConfig(table).name), ...Object.keys(untold)]);
  expect(naming.map(({ name }) => name).filter((name) => !seenTo.has(name))).toEqual([]);
  expect(naming.length).toBeGreaterThan(12);
});
