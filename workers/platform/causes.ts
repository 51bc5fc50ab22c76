/** Every error in the chain of causes, outermost first: drizzle wraps what D1 threw. */
export const causesOf = (thrown: unknown): unknown[] => {
  const chain: unknown[] = [];
  for (
    let error = thrown;
    error !== undefined && error !== null && chain.length < 10;
    error = (error as { cause?: unknown }).cause
  )
    chain.push(error);
  return chain;
};

/**
 * Whether a write was refused because it would repeat what must be unique. Two requests may both look first and find nothing;
 * then the index decides, and its refusal is an expected one.
 *
 * @param columns as SQLite names them: `users.email`, or `whatsapp_lines.account_sid, whatsapp_lines.number`
 */
export const isUniqueViolation = (thrown: unknown, columns: string): boolean =>
  causesOf(thrown).some((error) => String(error).includes(`UNIQUE constraint failed: ${columns}`));

/**
 * What went wrong, for logs and for whoever looks at a failed job. drizzle's errors carry the values of their statement (e-mails,
 * texts, hashes): the statement is told, the values are not.
 */
export const wordsOf = (thrown: unknown): string => causesOf(thrown).map(wordsOfOne).join(" ← ");

const wordsOfOne = (error: unknown): string => {
  const { query, params } = Object(error) as { query?: unknown; params?: unknown };
  return typeof query === "string" && params !== undefined ? `Failed query: ${query}` : String(error);
};
