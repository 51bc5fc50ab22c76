/**
 * A line of a checklist: what it asks for, in our own words, and where it is tried. `partly` and `no` say what is missing; `not here` says
 * why the question does not arise.
 */
export interface Item {
  /** Its number: chapter and section of ASVS 5.0, or the risk's in the list of 2025. */
  item: string;
  asks: string;
  result: "yes" | "partly" | "no" | "not here";
  /** Files of tests that would be red without it; trials by their file. */
  tests: string[];
  /** What is missing, or why it does not apply. */
  note?: string;
}

/** Names of tests of the whole, as files. */
export const e2e = (...names: string[]) => names.map((name) => `tests/e2e/${name}.test.ts`);
/** Names of trials, as files. */
export const proof = (...names: string[]) => names.map((name) => `tests/proof/${name}.ts`);
