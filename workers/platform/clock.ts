import type { IdKind } from "../../schema/contract/ids.ts";
import { makeId } from "./ids.ts";

/** Time, randomness and ids, passed in wherever they are needed, so that a test can decide them. */
export interface Chance {
  /** Milliseconds since 1970. */
  now(): number;
  bytes(length: number): Uint8Array;
  id(kind: IdKind): string;
}

export const systemChance: Chance = {
  now: () => Date.now(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  id: (kind) => makeId(kind, Date.now(), crypto.getRandomValues(new Uint8Array(16))),
};
