/**
 * A trial tries one promise of Filo (DESIGN section 6) many times and says what was seen.
 *
 * A run is a row of numbered cases. Case `n` of seed `s` is the same on every machine, so that what failed can be tried again alone:
 * `npm run proof -- <trial> --seed s --from n --to n+1`. Cases run in slices; after each the tally is stored and `docs/PROOF.md` written,
 * so that a run that is cut goes on where it stopped.
 *
 * A new trial is a file beside this one that exports `defineTrial({ … })`, and a line in `trials.ts`.
 */
export interface Trial<Tally extends object> {
  section: Section;
  /** Cases of a whole run. */
  size: number;
  /** Cases between two saves: some seconds to some minutes of work. */
  slice: number;
  /** What nothing has been added to yet. Only what JSON can carry. */
  start: Tally;
  /** Tries the cases `from` (included) to `to` (not included). What it starts, it ends; what does not hold goes into the tally, with its case. */
  run(cases: Cases, tally: Tally): Promise<Tally>;
  /** What the page says, also of a run that is not whole yet. */
  figures(tally: Tally, done: number): Figure[];
}

export interface Cases {
  seed: number;
  from: number;
  to: number;
}

/** A line of `docs/PROOF.md`. */
export interface Figure {
  /** What was tried, and what must hold. */
  what: string;
  /** What was seen, as it is: also when the bound was not reached. */
  measured: string;
  bound: string;
  holds: boolean;
}

export const sections = ["faults", "load", "isolation", "attack", "people"] as const;
export type Section = (typeof sections)[number];

/** A trial whose tally nobody outside needs to know. */
export interface RunnableTrial {
  section: Section;
  size: number;
  slice: number;
  open(saved: object | null): { run(cases: Cases): Promise<void>; tally(): object; figures(done: number): Figure[] };
}

export const defineTrial = <Tally extends object>(trial: Trial<Tally>): RunnableTrial => ({
  section: trial.section,
  size: trial.size,
  slice: trial.slice,
  open(saved) {
    let tally = (saved as Tally | null) ?? structuredClone(trial.start);
    return {
      run: async (cases) => void (tally = await trial.run(cases, tally)),
      tally: () => tally,
      figures: (done) => trial.figures(tally, done),
    };
  },
});
