import { makeId } from "../../workers/platform/ids.ts";
import type { Chance } from "../../workers/platform/clock.ts";

/** Chance that a test decides: time stands still until it is moved, bytes are all the same. */
export interface TestChance extends Chance {
  advance(ms: number): void;
}

export const testChance = (startsAt = Date.UTC(2026, 10, 16, 9)): TestChance => {
  let now = startsAt;
  let made = 0;
  return {
    now: () => now,
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    id: (kind) => makeId(kind, now, new Uint8Array(16).fill(made++ % 32)),
    advance: (ms) => {
      now += ms;
    },
  };
};
