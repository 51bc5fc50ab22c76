/** Whether a statement comes straight from a test: the builder and the product stand between otherwise. */
export const isTests = (): boolean => {
  const callers = (new Error("where from").stack ?? "").split("\n").slice(1);
  // What the language itself calls, such as `Array.map`, stands nowhere.
  const first = callers.find((line) => line.includes("/") && !line.includes("/tests/support/sql/"));
  return first?.includes("/tests/") === true;
};
