/** D1 as it is, and how many rows, those of indexes included, its statements have read and written so far. */
export const countedDatabase = (real: D1Database): { d1: D1Database; rowsRead(): number; rowsWritten(): number } => {
  let read = 0;
  let written = 0;
  const count = <T>(result: D1Result<T>): D1Result<T> => {
    read += result.meta.rows_read;
    written += result.meta.rows_written;
    return result;
  };
  const watched = (statement: D1PreparedStatement): object => ({
    real: statement,
    bind: (...values: unknown[]) => watched(statement.bind(...values)),
    all: async () => count(await statement.all()),
    run: async () => count(await statement.run()),
    /** Rows as arrays come without their cost, so the question is asked twice. */
    raw: async () => {
      count(await statement.all());
      return statement.raw();
    },
  });
  const d1 = {
    prepare: (sql: string) => watched(real.prepare(sql)),
    batch: async (statements: { real: D1PreparedStatement }[]) =>
      (await real.batch(statements.map((statement) => statement.real))).map(count),
  };
  return { d1: d1 as unknown as D1Database, rowsRead: () => read, rowsWritten: () => written };
};
