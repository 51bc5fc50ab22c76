import { wordsOf } from "../platform/causes.ts";

/** Tries before a row that the schema refuses is parked. */
const patience = 5;

/** What the schema refuses will be refused again; everything else is D1's trouble and passes. */
export const isRefusedForGood = (error: unknown, attempts: number): boolean =>
  attempts >= patience && /constraint/i.test(wordsOf(error));
