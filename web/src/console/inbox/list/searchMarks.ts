export interface MarkedPart {
  text: string;
  isFound: boolean;
}

/** One character without its accents, in small letters, and never of another length: places in the text must hold. */
const folded = (character: string): string => {
  const plain = character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.length === character.length ? plain : character;
};

/** A text cut where the searched words stand in it, whatever their case and accents. */
export const markedParts = (text: string, search: string): MarkedPart[] => {
  const shallow = [...text].map(folded).join("");
  const words = [...search].map(folded).join("").split(/\s+/).filter(Boolean);
  const isFound = Array.from({ length: text.length }, () => false);
  for (const word of words) {
    for (let at = shallow.indexOf(word); at !== -1; at = shallow.indexOf(word, at + word.length))
      isFound.fill(true, at, at + word.length);
  }
  const parts: MarkedPart[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = parts.at(-1);
    if (last && last.isFound === isFound[at]) last.text += text[at];
    else parts.push({ text: text[at] ?? "", isFound: isFound[at] ?? false });
  }
  return parts;
};
