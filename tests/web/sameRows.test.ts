import { expect, test } from "vitest";
import { sameRows } from "../../web/src/api/sameRows.ts";

interface Page {
  items: { id: string; name: string }[];
  nextCursor: string | null;
}

const row = (id: string, name = id) => ({ id, name });
const page = (...items: Page["items"]): Page => ({ items, nextCursor: null });

const read = (first: Page, then: Page) => sameRows(first, then) as Page;

test("a row that comes on top leaves the others the objects they were", () => {
  const before = page(row("1"), row("2"));
  const after = read(before, page(row("3"), row("1"), row("2")));
  expect(after.items[1]).toBe(before.items[0]);
  expect(after.items[2]).toBe(before.items[1]);
  expect(after).toEqual(page(row("3"), row("1"), row("2")));
});

test("one that goes or changes does too", () => {
  const before = page(row("1"), row("2"), row("3"));
  const after = read(before, page(row("2", "renamed"), row("3")));
  expect(after.items[0]).not.toBe(before.items[1]);
  expect(after.items[1]).toBe(before.items[2]);
  expect(after).toEqual(page(row("2", "renamed"), row("3")));
});

test("a list that is read as it was stays the very list, and a new order is a new list", () => {
  const before = page(row("1"), row("2"));
  expect(read(before, page(row("1"), row("2")))).toBe(before);
  const turned = read(before, page(row("2"), row("1")));
  expect(turned.items).toEqual([row("2"), row("1")]);
  expect(turned.items[0]).toBe(before.items[1]);
});
