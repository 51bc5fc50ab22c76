import { expect, test } from "vitest";
import { countReadings } from "./countReadings.ts";

test("rows and sizes are within their bounds (DESIGN section 7)", async () => {
  const readings = await countReadings();
  expect(readings.filter(({ ok }) => !ok)).toEqual([]);
  expect(readings.length).toBeGreaterThan(10);
});
