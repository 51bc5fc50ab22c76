/** A sentence of the knowledge and how well it fits a question. */
export interface Match {
  sentence: string;
  /** Where the sentence stands in the knowledge, so that several can be given in their own order. */
  place: number;
  score: number;
}

const stopWords = new Set(
  (
    "il lo la i gli le un uno una di a da in con su per tra fra e ed o ma se che chi cui non mi ti si ci vi ne del dello della dei " +
    "degli delle al allo alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle sono sei siamo ho hai ha avete " +
    "hanno come cosa quale quali quando quanto quanta quanti dove perche mio mia miei mie tuo tua suo sua vostro vostra piu molto poi " +
    "qui vorrei posso puo puoi potete voglio ciao salve buongiorno buonasera grazie " +
    "the an of to in on for and or but if that who not me my you your we our they is are am be was do does did have has what which how " +
    "when where why it its this these can could would should please with at from by hello hi hey thanks there about"
  ).split(" "),
);

/** Words that carry meaning: without case and accents, cut to their stem so that `orari` and `orario` are one. */
export const stemsOf = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map((word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - 2)) : word));

/** Sentences as they are written, whitespace trimmed; a line's end ends a sentence too. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}|\p{N}/u.test(sentence));

/**
 * The sentences that share words with the question, best first. A rare word weighs more than one that is everywhere (inverse
 * document frequency); the words of a title count for each of its sentences, by half.
 */
export const matchSentences = (question: string, knowledge: { title: string; text: string }[]): Match[] => {
  const wanted = new Set(stemsOf(question));
  const sentences = knowledge.flatMap(({ title, text }) => {
    const titleStems = new Set(stemsOf(title));
    return sentencesOf(text).map((sentence) => ({ sentence, stems: new Set(stemsOf(sentence)), titleStems }));
  });
  const weights = new Map(
    [...wanted].map((stem) => {
      const having = sentences.filter(({ stems }) => stems.has(stem)).length;
      return [stem, Math.log(1 + sentences.length / (1 + having))];
    }),
  );
  return sentences
    .map(({ sentence, stems, titleStems }, place) => {
      const score = [...weights].reduce(
        (sum, [stem, weight]) => sum + (stems.has(stem) ? weight : titleStems.has(stem) ? weight / 2 : 0),
        0,
      );
      return { sentence, place, score };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.place - b.place);
};
