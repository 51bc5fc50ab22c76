/** One line of the bench's table. */
export interface Reading {
  what: string;
  measured: string;
  bound: string;
  ok: boolean;
}

/** A count or a size against the most it may be. */
export const atMost = (what: string, measured: number, most: number, unit = ""): Reading => ({
  what,
  measured: `${measured}${unit}`,
  bound: `≤ ${most}${unit}`,
  ok: measured <= most,
});

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const columns = ["what", "measured", "bound"] as const;

/** The readings as a table for a terminal. */
export function table(readings: Reading[]): string {
  const head = { what: "what", measured: "measured", bound: "bound" };
  const widths = columns.map((column) => Math.max(...[head, ...readings].map((row) => row[column].length)));
  const line = (row: Pick<Reading, (typeof columns)[number]>, end: string) =>
    `${columns.map((column, at) => row[column].padEnd(widths[at]!)).join("   ")}   ${end}`;
  return [line(head, "ok"), ...readings.map((reading) => line(reading, reading.ok ? "yes" : "NO"))].join("\n");
}
