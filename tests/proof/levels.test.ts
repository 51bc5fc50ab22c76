import { expect, test } from "vitest";
import { trial } from "./levels.ts";

const lives = 60;

test("nothing above a contact's level reaches the model, whatever levels, people and colleagues do meanwhile (I14)", async () => {
  const opened = trial.open(null);
  await opened.run({ seed: 2, from: 0, to: lives });
  expect(opened.figures(lives).filter(({ holds }) => !holds)).toEqual([]);
}, 60_000);
