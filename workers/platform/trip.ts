import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { builderOf } from "./builder.ts";

interface WaitingRead {
  query: BatchItem<"sqlite">;
  resolve(rows: unknown): void;
  reject(error: unknown): void;
}

/**
 * Reads that are asked for at once, as in `Promise.all`, and reach D1 in one round trip, so that they also see one and the same
 * moment. What is asked for after their answer travels together again.
 */
export class Trip {
  readonly #db: DrizzleD1Database;
  readonly #waiting: WaitingRead[] = [];

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** The rows of a query, as objects: two columns of one name would become one. All reads of a trip fail together. */
  read(query: BatchItem<"sqlite">): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ query, resolve, reject }) === 1) queueMicrotask(() => void this.#send());
    });
  }

  async #send(): Promise<void> {
    const reads = this.#waiting.splice(0);
    try {
      const [first, ...rest] = reads.map(({ query }) => query);
      if (!first) return;
      const results = (await this.#db.batch([first, ...rest])) as unknown[];
      for (const [place, { resolve }] of reads.entries()) resolve(results[place]);
    } catch (error) {
      for (const { reject } of reads) reject(error);
    }
  }
}
