import { describe, expect, it } from "vitest";
import { csvCell, csvOf } from "../../workers/platform/csv.ts";

describe("a table for spreadsheets", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"])("never holds a formula: %j", (text) => {
    expect(csvCell(text, ",").replace(/^"/, "")).toMatch(/^'/);
  });

  it("quotes what would part a row", () => {
    expect(csvCell('dice "ciao"', ",")).toBe('"dice ""ciao"""');
    expect(csvCell("a;b", ";")).toBe('"a;b"');
    expect(csvCell("a;b", ",")).toBe("a;b");
    expect(csvCell("a\nb", ",")).toBe('"a\nb"');
  });

  it("writes numbers as the reader's country does", () => {
    expect([csvCell(1.5, ";"), csvCell(1.5, ","), csvCell(-2, ","), csvCell(null, ",")]).toEqual(["1,5", "1.5", "-2", ""]);
  });

  it("says that it is UTF-8 and ends each row", () => {
    expect(
      csvOf(
        [
          ["Giorno", "Città"],
          ["2026-11-21", 3],
        ],
        ";",
      ),
    ).toBe("\ufeffGiorno;Città\r\n2026-11-21;3\r\n");
  });
});
