import { describe, expect, it } from "vitest";
import { csvCell, csvOf } from "../../workers/platform/csv.ts";

describe("a table for spreadsheets", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"])("never holds a formula: %j", (text) => {
    expect(csvCell(text, ",").replace(/^"/, "")).toMatch(/^'/);
  });

  it.each([
    ["Marta;=1+1", "Marta;'=1+1"],
    ["Marta,@SUM(1)", "Marta,'@SUM(1)"],
    ['Marta",=1+1', "Marta\",'=1+1"],
    ["a\n-1+cmd|' /C calc'!A0", "a\n'-1+cmd|' /C calc'!A0"],
  ])("nor one for whoever parts it by another separator: %j", (text, safe) => {
    for (const separator of [",", ";"] as const) expect(csvCell(text, separator).replaceAll('""', '"')).toContain(safe);
  });

  it.each(["Prezzo, -10 %", "uno; +39 02 12", "- latte", "uno\n- due"])(
    "leaves a list or a number inside a text alone: %j",
    (text) =>
      expect(
        csvCell(text, "\t" as ",")
          .replace(/^"?'?/, "")
          .replace(/"$/, ""),
      ).toBe(text),
  );

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
