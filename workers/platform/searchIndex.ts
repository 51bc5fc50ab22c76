/** Full-text indexes that hold no rows of their own (see the migrations). */
const indexes = ["message_words", "media_words", "contact_words"] as const;

/** Pages of the index that are rewritten in one go: some milliseconds of work. */
const pagesAtOnce = 250;

/**
 * The search index of the whole installation. A row that is deleted is found no more, but its words stay in the index until the part
 * that holds them is rewritten, which happens by itself only now and then.
 */
export class SearchIndex {
  readonly #d1: D1Database;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  /**
   * Rewrites a bounded part of the index without the words of what was deleted. True while there is more to rewrite.
   *
   * Source: https://www.sqlite.org/fts5.html#the_merge_command: fewer than two changes say that nothing was left to do.
   */
  async dropDeleted(): Promise<boolean> {
    const results = await this.#d1.batch(
      indexes.map((name) => this.#d1.prepare(`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ?)`).bind(-pagesAtOnce)),
    );
    return results.some(({ meta }) => meta.changes >= 2);
  }
}
