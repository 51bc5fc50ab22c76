/** Words that carry no meaning of their own, accents off; what is left is looked for. */
const stopWords = new Set(
  (
    "il lo la i gli le l un uno una di a da in con su per tra fra e ed o ma se che chi cui non mi ti si ci vi ne li al alla ai agli " +
    "alle allo del dello della dei degli delle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle e sono sei siamo siete " +
    "ho hai ha abbiamo avete hanno era come cosa quale quali qual quando dove perche quanto quanta quanti quante questo questa " +
    "questi queste quello quella mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro vostro loro anche piu meno molto poi qui " +
    "ciao salve buongiorno buonasera grazie vorrei voglio posso puoi puo potrei sapere dire dimmi fare fa essere avere c e " +
    "the an of to on for and or but if that who what which how when where why is are am be was do does did has have had not me you we " +
    "they it this these those can could would should please with at from my your our their his her hello hi hey thanks want know tell about"
  ).split(" "),
);

const mostTerms = 12;
const longestTerm = 40;

const plain = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "");

/** Endings of number and gender come off, so that "prezzo" finds "prezzi"; FTS5 matches what begins with the rest. */
const stem = (word: string): string => (word.length > 4 && /[aeiou]$/.test(word) ? word.slice(0, -1) : word);

/**
 * A customer's words as an FTS5 query: any of them, each as a quoted prefix, so that operators, quotes and column names in
 * them mean nothing. Null when no word is left to look for. Source: https://sqlite.org/fts5.html#full_text_query_syntax
 */
export const searchTerms = (text: string): string | null => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const terms = words
    .map((word) => plain(word).slice(0, longestTerm))
    .filter((word) => (word.length > 1 || /\d/.test(word)) && !stopWords.has(word))
    .map(stem);
  const unique = [...new Set(terms)].slice(0, mostTerms);
  return unique.length === 0 ? null : unique.map((term) => `"${term}"*`).join(" OR ");
};
