import { expect, test } from "vitest";
import { trial } from "./injection.ts";

const attacks = 28;

test("what customers, files, names and records say is data, and a model that obeys them changes nothing", async () => {
  const opened = trial.open(null);
  // One order and one forgery, by every way into the prompt.
  await opened.run({ seed: 1, from: 0, to: attacks / 2 });
  await opened.run({ seed: 1, from: 12 * attacks, to: 12 * attacks + attacks / 2 });
  expect(opened.figures(attacks).filter(({ holds }) => !holds)).toEqual([]);
}, 60_000);
