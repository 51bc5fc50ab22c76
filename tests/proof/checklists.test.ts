import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checklists, withChecklists } from "./checklists.ts";

const all = Object.values(checklists).flat();

/** A formatter may have widened the columns. */
const cells = (page: string): string[] =>
  page.split("\n").flatMap((line) =>
    /^\|[\s|:-]+$/.test(line)
      ? []
      : [
          line
            .split("|")
            .map((cell) => cell.trim())
            .join("|"),
        ],
  );

test("every line of the lists names tests that there are, or says why there are none", () => {
  const missing = all.flatMap(({ item, tests }) => tests.filter((file) => !existsSync(file)).map((file) => `${item}: ${file}`));
  expect(missing).toEqual([]);
  const bare = all.filter(({ result, tests, note }) => (result === "not here" ? !note : tests.length === 0));
  expect(bare.map(({ item }) => item)).toEqual([]);
  const silent = all.filter(({ result, note }) => result !== "yes" && !note);
  expect(silent.map(({ item }) => item)).toEqual([]);
});

test("each is answered once, and no chapter is left out", () => {
  expect(new Set(all.map(({ item }) => item)).size).toBe(all.length);
  const chapters = new Set(checklists.asvs.map(({ item }) => Number(/^V(\d+)/.exec(item)![1])));
  expect([...chapters]).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
  expect(checklists.llm.map(({ item }) => item)).toEqual(
    Array.from({ length: 10 }, (_, at) => `LLM${String(at + 1).padStart(2, "0")}`),
  );
});

test("the page holds them as they are: `npm run proof -- checklists` writes it", () => {
  const page = readFileSync("docs/PROOF.md", "utf8");
  expect(cells(page)).toEqual(cells(withChecklists(page)));
});
