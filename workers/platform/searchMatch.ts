const mostWords = 8;
const longestWord = 40;

/** As texts are compared: lower case, without accents. */
export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of a question, as they are compared. */
export const wordsOf = (question: string): string[] => [
  ...new Set((plain(question).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords).map((word) => word.slice(0, longestWord))),
];

export interface Wanted {
  tenantId: string;
  /** All of them, each as the beginning of a word; none for whatever there is. */
  words?: string[];
  /** Or else any of these. */
  others?: string[];
  /** What else stands in the scope of what is wanted. */
  facets?: string[];
}

/**
 * An FTS5 query that never leaves its tenant. Quoted, so that operators and column names in words mean nothing.
 * Source: https://sqlite.org/fts5.html#full_text_query_syntax
 */
export const matchOf = ({ tenantId, words = [], others = [], facets = [] }: Wanted): string => {
  const scope = [`t${tenantId.slice(tenantId.indexOf("_") + 1)}`, ...facets].map((token) => `"${token}"`).join(" AND ");
  if (words.length === 0) return `scope : (${scope})`;
  const beginnings = (list: string[]) => list.map((word) => `"${word}"*`);
  const either = [beginnings(words).join(" AND "), ...beginnings(others)].join(") OR (");
  return `scope : (${scope}) AND words : ${others.length > 0 ? `((${either}))` : `(${either})`}`;
};
