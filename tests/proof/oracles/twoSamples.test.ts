import { expect, test } from "vitest";
import { seededRandom } from "../../world/random.ts";
import { compare } from "./twoSamples.ts";

test("a worked example: all of one sample above the other, and ties in the middle", () => {
  expect(compare([1, 2, 3], [4, 5, 6])).toMatchObject({ chance: 1, shift: 3 });
  expect(compare([4, 5, 6], [1, 2, 3]).chance).toBe(0);
  expect(compare([1, 2, 2, 3], [1, 2, 2, 3])).toMatchObject({ chance: 0.5, z: 0, shift: 0 });
});

test("a shift of a twentieth of the noise is told apart by nobody, one of half of it by the test", () => {
  const random = seededRandom(3);
  const noise = () => Array.from({ length: 200 }, () => 5 + random.next() * 2 + (random.next() < 0.02 ? 50 : 0));
  const within = Array.from({ length: 200 }, () => Math.abs(compare(noise(), noise()).chance - 0.5)).filter(
    (off) => off > 0.1,
  ).length;
  expect(within).toBeLessThanOrEqual(1);
  expect(
    compare(
      noise(),
      noise().map((ms) => ms + 1),
    ).chance - 0.5,
  ).toBeGreaterThan(0.2);
});
