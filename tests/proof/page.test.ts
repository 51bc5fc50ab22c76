import { expect, test } from "vitest";
import { withBlock, withRows, type Row } from "./page.ts";

const page = "# Proof\n\nWords of ours.\n\n<!-- faults -->\n<!-- /faults -->\n\n<!-- load -->\nold\n<!-- /load -->\n";
const row = (change: Partial<Row>): Row => ({
  trial: "kills",
  what: "I2",
  tried: "10",
  measured: "0 lost",
  bound: "0",
  holds: true,
  on: "2026-01-02",
  command: "npm run proof -- kills",
  ...change,
});

test("a trial's lines take the place of its earlier ones; the others' stay, and so do our words", () => {
  const first = withRows(page, "faults", "kills", [row({}), row({ what: "I6", measured: "a | b", holds: false })]);
  const both = withRows(first, "faults", "deliveries", [row({ trial: "deliveries", measured: "all there" })]);
  const again = withRows(both, "faults", "kills", [row({ measured: "1 lost", holds: false })]);
  expect(again).toContain("| deliveries | I2 | 10 | all there |");
  expect(again).toContain("| kills | I2 | 10 | 1 lost | 0 | **no** | 2026-01-02 | `npm run proof -- kills` |");
  expect(again).not.toContain("0 lost");
  expect(again).not.toContain("I6");
  expect(first).toContain("a \\| b");
  expect(again).toContain("Words of ours.");
  expect(again).toContain("<!-- load -->\nold\n<!-- /load -->");
});

test("lines written twice are the same page, also after a formatter has widened the columns", () => {
  const once = withRows(page, "faults", "kills", [row({})]);
  expect(withRows(once, "faults", "kills", [row({})])).toBe(once);
  const widened = once.replace("| kills | I2 |", "| kills      | I2    |").replace("| trial |", "| trial      |");
  expect(withRows(widened, "faults", "kills", [row({})])).toBe(once);
});

test("a section that the page doesn't have is an error, not a page without the figures", () => {
  expect(() => withRows(page, "people", "erasure", [])).toThrow("people");
  expect(() => withBlock(page, "people", "text")).toThrow("people");
});
