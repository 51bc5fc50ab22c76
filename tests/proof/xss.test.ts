import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { corpus } from "./xss/corpus.ts";
import { plantedFields, plantOf, writableFields } from "./xss/fields.ts";
import { visitedRoutes } from "./xss/visits.ts";

test("the corpus has at least 500 texts, none twice, each with its own number", () => {
  expect(corpus.length).toBeGreaterThanOrEqual(500);
  expect(new Set(corpus).size).toBe(corpus.length);
});

test("every field of the API that takes free text is given texts, or is known to be shown to nobody", () => {
  const fields = writableFields();
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter((field) => plantOf(field) === undefined)).toEqual([]);
});

test("what the register names is what the business says", () => {
  const source = ["person", "business", "visits"]
    .map((name) => readFileSync(new URL(`./xss/${name}.ts`, import.meta.url), "utf8"))
    .join("\n");
  const said = new Set([...source.matchAll(/\b(?:word|cell)\("(\w+)"/g)].map(([, name]) => name));
  expect([...said].toSorted()).toEqual(plantedFields.toSorted());
});

test("every route of the console is looked at", () => {
  const source = readFileSync(new URL("../../web/src/routes.tsx", import.meta.url), "utf8");
  const routes = [...source.matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path!);
  expect(routes.length).toBeGreaterThan(20);
  const whole = routes.map((path) => (/^\/console|^\*|^\/$/.test(path) ? path : `/console${path}`));
  expect(whole.filter((path) => !visitedRoutes.includes(path))).toEqual([]);
});
