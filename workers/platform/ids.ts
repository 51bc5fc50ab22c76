import { idPrefixes, type IdKind } from "../../schema/contract/ids.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLength = 10;
const randomLength = 16;

/**
 * An id such as `msg_01jd3q5k8r…`: the kind, ten characters of time (milliseconds, so that ids sort by age) and sixteen
 * random ones (80 bits). The layout is ULID's, in lower case.
 *
 * @param random at least 16 random bytes; five bits of each are used
 */
export const makeId = (kind: IdKind, now: number, random: Uint8Array): string => {
  let time = "";
  for (let rest = now, i = 0; i < timeLength; i++, rest = Math.floor(rest / 32)) time = alphabet.charAt(rest % 32) + time;
  let tail = "";
  for (let i = 0; i < randomLength; i++) tail += alphabet.charAt((random[i] ?? 0) & 31);
  return `${idPrefixes[kind]}_${time}${tail}`;
};

/** The moment an id was made, in milliseconds. */
export const timeOfId = (id: string): number => {
  const time = id.slice(id.indexOf("_") + 1).slice(0, timeLength);
  return [...time].reduce((sum, character) => sum * 32 + alphabet.indexOf(character), 0);
};
