/** What a field of the business says. */
export type Word = (field: string) => string;

/** Harmless words by which a field is known wherever it is shown. */
export const marker: Word = (field) => `zq${field}zq`;
export const markers = /zq([A-Za-z0-9]+)zq/g;

/** What the shortest of the fields take. */
const most: Record<string, number> = {
  label: 40,
  agentName: 80,
  memberName: 80,
  shareName: 80,
  keyLabel: 80,
  keyProject: 80,
  draftName: 80,
};

/** Each field says one of the texts, another one in each round, cut to what it takes. */
export const storedTexts =
  (texts: readonly string[], fields: readonly string[], round: number): Word =>
  (field) => {
    const text = texts[(Math.max(0, fields.indexOf(field)) + round) % texts.length]!;
    return text.slice(0, most[field] ?? 119).trim() || "x";
  };

/**
 * Puts texts in the places of markers on their way into the browser: in one place all of them, in the next a single one, as a whole, each in
 * its turn.
 */
export const swapping = (texts: readonly string[]): ((answer: string) => string) => {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll("<", "\\u003c");
  const all = inJson(texts.join("\n"));
  let place = 0;
  return (answer) =>
    answer.replaceAll(markers, () => (place++ % 2 === 0 ? all : inJson(texts[(((place - 1) / 2) % texts.length) | 0]!)));
};
