import { expect, test } from "vitest";
import { placesIn, wideLines } from "./widePlans.ts";

const wide = (sql: string, ...lines: string[]) => wideLines({ sql, lines });

test("a plan that goes through a table, or through a tenant's part of it, is wide", () => {
  expect(wide("select * from messages", "SCAN messages")).toEqual(["SCAN messages"]);
  expect(wide("…", "SCAN conversations USING COVERING INDEX conversations_contact")).toHaveLength(1);
  expect(wide("…", "SEARCH contacts USING INDEX contacts_updated (tenant_id=?)")).toHaveLength(1);
  expect(wide("…", "SCAN pool_keys")).toEqual([]);
  expect(wide("…", "SEARCH contacts USING INDEX contacts_updated (tenant_id=? AND updated_at>?)")).toEqual([]);
});

test("a list that was handed in, words that match, and the rows of a subquery are what they are", () => {
  expect(wide("…", "SCAN json_each VIRTUAL TABLE INDEX 1:", "SCAN message_words VIRTUAL TABLE INDEX 192:M2")).toEqual([]);
  expect(wide("…", "SCAN knowledge_search VIRTUAL TABLE INDEX 0:")).toHaveLength(1);
  expect(wide("…", "CO-ROUTINE c", "SEARCH conversations USING PRIMARY KEY (tenant_id=? AND id=?)", "SCAN c")).toEqual([]);
  expect(wide("…", "SCAN c")).toEqual(["SCAN c"]);
});

test("values are counted as SQLite does", () => {
  expect(placesIn("SELECT ?, ? WHERE a = 'really?'")).toBe(2);
  expect(placesIn("SELECT ?1, ?2, ?1")).toBe(2);
});
