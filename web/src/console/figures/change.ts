/** Below so many, a change in percent says more about chance than about the business. */
const enough = 5;

/** How a number compares with the one before: in percent, rounded; `few` when both are too small to say. */
export const changeOf = (
  now: number,
  before: number,
): { kind: "few" } | { kind: "same" } | { kind: "change"; percent: number } => {
  if (before < enough) return { kind: "few" };
  const percent = Math.round(((now - before) / before) * 100);
  return percent === 0 ? { kind: "same" } : { kind: "change", percent };
};
