/**
 * Times that something took are kept as counts of spans, each a tenth longer than the one before, so that days add up and a range still
 * has its median. Span 0 ends at half a second.
 */
export type Spans = Record<string, number>;

const shortestMs = 500;
const growth = 1.1;
/** Some twenty years: longer than any wait, and any lead's way. */
const longest = 220;

export const spanOf = (ms: number): number =>
  ms <= shortestMs ? 0 : Math.min(longest, Math.ceil(Math.log(ms / shortestMs) / Math.log(growth)));

/** The middle of a span, in milliseconds: at most 5 % from any wait it holds. */
export const waitOf = (span: number): number =>
  Math.round(span === 0 ? shortestMs / 2 : (shortestMs * growth ** span) / Math.sqrt(growth));

export const addSpans = (a: Spans, b: Spans): Spans => {
  const sum: Spans = { ...a };
  for (const [span, count] of Object.entries(b)) sum[span] = (sum[span] ?? 0) + count;
  return sum;
};

/** Times in milliseconds, by the span of each. */
export const spansOf = (times: readonly number[]): Spans => {
  const spans: Spans = {};
  for (const ms of times) spans[spanOf(ms)] = (spans[spanOf(ms)] ?? 0) + 1;
  return spans;
};

export const countOf = (spans: Spans): number => Object.values(spans).reduce((sum, count) => sum + count, 0);

/** The wait that `share` of all waits did not exceed, in milliseconds (nearest rank); null without any. */
export const percentile = (spans: Spans, share: number): number | null => {
  let left = Math.max(1, Math.ceil(countOf(spans) * share));
  const ascending = Object.entries(spans).toSorted(([a], [b]) => Number(a) - Number(b));
  for (const [span, count] of ascending) {
    left -= count;
    if (left <= 0) return waitOf(Number(span));
  }
  return null;
};
