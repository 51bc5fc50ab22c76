import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../workers/platform/cursor.ts";

const keys = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.integer()), { minLength: 1, maxLength: 4 });

describe("cursors", () => {
  it("come back as the key they were made of", () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key);
      }),
    );
  });

  it("travel in a query as they are", () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(encodeCursor(key)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it("of another list, or forged, read like none", () => {
    expect(decodeCursor(encodeCursor([1, "msg_a"]), 3)).toBeNull();
    for (const forged of ["", "x", "!!!", btoa("{}"), btoa('[{"a":1}]'), btoa("[null]"), btoa("[[1]]"), btoa("1")])
      expect(decodeCursor(forged, 1)).toBeNull();
    expect(decodeCursor(undefined, 1)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = decodeCursor(text, 2);
        expect(key === null || key.length === 2).toBe(true);
      }),
    );
  });
});
