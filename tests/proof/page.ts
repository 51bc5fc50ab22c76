import type { Figure } from "./trial.ts";

/** A line of a section's table, with where it comes from. */
export interface Row extends Figure {
  trial: string;
  /** Cases tried, of a whole run's. */
  tried: string;
  /** The day it was measured, YYYY-MM-DD. */
  on: string;
  /** The command that measures it again. */
  command: string;
}

const head =
  "| trial | what must hold | tried | measured | bound | holds | on | again with |\n| --- | --- | --- | --- | --- | --- | --- | --- |";
const block = (name: string) => new RegExp(`(<!-- ${name} -->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const line = ({ trial, what, tried, measured, bound, holds, on, command }: Row) =>
  `| ${[trial, what, tried, measured, bound, holds ? "yes" : "**no**", on, `\`${command}\``].map(cell).join(" | ")} |`;

/**
 * The page with the lines of one trial put in place of its earlier ones; the other trials' lines and what people wrote stay.
 * @throws when the page has no such section
 */
export const withRows = (page: string, section: string, trial: string, rows: Row[]): string => {
  const found = block(section).exec(page);
  if (!found) throw new Error(`docs/PROOF.md has no section marked ${section}`);
  const kept = found[2]!
    .split("\n")
    .filter((text) => text.startsWith("| ") && !["trial", trial].includes(trialOf(text)) && !isRule(text));
  const lines = [...kept, ...rows.map(line)].toSorted((a, b) => trialOf(a).localeCompare(trialOf(b)));
  return withBlock(page, section, `\n${head}\n${lines.join("\n")}\n\n`);
};

/** The first column, however wide a formatter has made it. */
const trialOf = (text: string) => text.slice(2).split("|")[0]!.trim();
const isRule = (text: string) => /^\|[\s|:-]+$/.test(text);

/** The page with everything between two marks replaced. @throws when the page has no such marks */
export const withBlock = (page: string, name: string, text: string): string => {
  if (!block(name).test(page)) throw new Error(`docs/PROOF.md has no section marked ${name}`);
  return page.replace(block(name), (_, open: string, _old: string, close: string) => `${open}${text}${close}`);
};
