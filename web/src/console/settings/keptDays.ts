const offered = [30, 90, 180, 365, 730, 1_095, 1_825, 3_650] as const;

/** What can be chosen, the shortest first; empty is for ever. What is stored is among them, should somebody have set it by the API. */
export const keptDays = (stored: string): string[] => {
  const all = new Set<number>(stored === "" ? offered : [...offered, Number(stored)]);
  return ["", ...[...all].toSorted((a, b) => a - b).map(String)];
};
