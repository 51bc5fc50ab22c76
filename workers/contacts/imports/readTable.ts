import Papa from "papaparse";
import { maxImportRows } from "../../../schema/contract/contactImports.ts";
import { refuse, type Refusal } from "../../platform/refusal.ts";

/** A file of rows: its headings, and below them what stands in each line. */
export interface Table {
  headings: string[];
  /** `line` as a spreadsheet numbers them: the heading's is 1. */
  rows: { line: number; cells: string[] }[];
}

const mostColumns = 60;

/**
 * Reads comma, semicolon or tab separated text, whichever it is; lines without a word are left out. Refuses `malformed_body` for what
 * is no table, `too_large` for more rows than are taken at once.
 */
export const readTable = (text: string): Table | Refusal => {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { delimiter: separatorOf(text), skipEmptyLines: false });
  const lines = data
    .map((cells, at) => ({ line: at + 1, cells: cells.slice(0, mostColumns).map(plain) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [head, ...rows] = lines;
  if (!head || rows.length === 0) return refuse("malformed_body");
  if (rows.length > maxImportRows) return refuse("too_large");
  return { headings: head.cells, rows };
};

/** Without the apostrophe that files made for spreadsheets have before what could be taken for a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");

const separators = [";", ",", "\t", "|"] as const;

/** The sign that stands most often in the heading: below it, numbers and notes are full of others. */
const separatorOf = (text: string): string => {
  const heading = text.split(/[\r\n]+/).find((line) => line.trim() !== "") ?? "";
  const often = (sign: string) => heading.split(sign).length;
  return separators.toSorted((a, b) => often(b) - often(a))[0] ?? ",";
};
