import { textsIn, unescapeXml } from "./xmlText.ts";

/** The texts that a workbook's cells point at, in order. */
export const sharedStrings = (xml: string): string[] =>
  xml === "" ? [] : xml.split("</si>").map((item) => textsIn(item, "t").join(""));

const mostCells = 200;

/** A sheet's rows, a line each, cells between tabs; dates and formulas as the values that were stored. */
export const sheetText = (xml: string, strings: string[], characters: number): string => {
  const rows: string[] = [];
  for (let at = xml.indexOf("<row"), length = 0; at >= 0 && length < characters;) {
    const end = xml.indexOf("</row>", at);
    const row = rowText(xml.slice(at, end < 0 ? xml.length : end), strings);
    length += row.length + 1;
    if (row.trim() !== "") rows.push(row);
    at = end < 0 ? -1 : xml.indexOf("<row", end);
  }
  return rows.join("\n").slice(0, characters);
};

const rowText = (row: string, strings: string[]): string =>
  row
    .split("</c>")
    .slice(0, mostCells)
    .map((cell) => cellText(cell, strings))
    .join("\t")
    .trimEnd();

const cellText = (cell: string, strings: string[]): string => {
  // An empty cell closes itself, so it stands in one piece with the next.
  const own = cell.slice(Math.max(cell.lastIndexOf("<c "), cell.lastIndexOf("<c>"), 0));
  const type = /^<c\s[^<>]*\bt="(\w+)"/.exec(own)?.[1];
  if (type === "inlineStr") return textsIn(own, "t").join("");
  const value = unescapeXml(/<v>([^<]*)</.exec(own)?.[1] ?? "");
  return type === "s" ? (strings[Number(value)] ?? "") : value;
};
