import { expect, test } from "vitest";
import { trial } from "./csv.ts";

const cells = 500;

test("no table that Filo writes has a cell that a spreadsheet would run, by whichever separator it is parted", async () => {
  const opened = trial.open(null);
  await opened.run({ seed: 2, from: 0, to: cells });
  expect(opened.figures(cells).filter(({ holds }) => !holds)).toEqual([]);
});
