import { wordsOf } from "../causes.ts";

interface Counter {
  settle(settlement: { turnId: string; micros: number; day: string }): Promise<void> | void;
}

const mostTries = 3;

/**
 * Tells the counter what a call has cost. It is another object, and what it is told may be lost on the way; told twice it changes nothing.
 * What it could not be told counts in full until the day ends, and is no reason to fail for a turn that has its answer.
 *
 * @param counter a new stub each time: one that has failed is of no use any more
 */
export const settleSurely = async (counter: () => Counter, settlement: Parameters<Counter["settle"]>[0]): Promise<void> => {
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      return await counter().settle(settlement);
    } catch (error) {
      console.warn("what a turn has cost was not counted", { turnId: settlement.turnId, tries, error: wordsOf(error) });
    }
  }
};
