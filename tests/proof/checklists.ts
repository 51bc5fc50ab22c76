import { asvsAccess } from "./checklists/asvsAccess.ts";
import { asvsInput } from "./checklists/asvsInput.ts";
import { asvsKeeping } from "./checklists/asvsKeeping.ts";
import type { Item } from "./checklists/item.ts";
import { llmTopTen } from "./checklists/llmTopTen.ts";
import { withBlock } from "./page.ts";

/** Each list by the name of its marks in `docs/PROOF.md`. */
export const checklists: Record<"asvs" | "llm", Item[]> = { asvs: [...asvsInput, ...asvsAccess, ...asvsKeeping], llm: llmTopTen };

const shown: Record<Item["result"], string> = { yes: "yes", partly: "partly", no: "**no**", "not here": "does not apply" };
const cell = (text: string) => text.replaceAll("|", "\\|");

/** A list as a table for `docs/PROOF.md`. */
const tableOf = (items: readonly Item[]): string => {
  const lines = items.map(({ item, asks, result, tests, note }) => {
    const files = tests.map((file) => `\`${file.replace(/^tests\//, "")}\``).join(", ");
    return `| ${[item, asks, files, shown[result], note ?? ""].map(cell).join(" | ")} |`;
  });
  return [
    "| item | what it asks for | tried by (under `tests/`) | met | what is missing, or why |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
};

/** The page with both lists as they are now. @throws when it has no marks for one */
export const withChecklists = (page: string): string =>
  Object.entries(checklists).reduce((text, [name, items]) => withBlock(text, name, `\n${tableOf(items)}\n\n`), page);
