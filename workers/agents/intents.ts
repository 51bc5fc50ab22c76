import type { Intent } from "../../schema/contract/enums.ts";
import { plainWords } from "./plainWords.ts";
import { asksForPerson } from "./personRequest.ts";
import { beginsAsQuestion, intentWords } from "./intentWords.ts";

/** A greeting longer than this says something else too. */
const longestGreeting = 40;

/**
 * What the messages of a batch are about, in any of the four languages. The strongest concern wins: who wants a person or
 * complains must not be taken for somebody who asks a price; a greeting counts only when nothing else is said.
 *
 * @param texts the batch, in order: typed words and what voice notes say
 */
export const intentOf = (texts: string[]): Intent => {
  if (texts.some(asksForPerson)) return "person";
  const lines = texts.map(plainWords).filter((line) => line !== "");
  const says = (intent: keyof typeof intentWords) => lines.some((line) => intentWords[intent].test(line));
  if (says("complaint")) return "complaint";
  if (says("person")) return "person";
  if (says("booking")) return "booking";
  if (says("price")) return "price";
  const asks = texts.some((text) => text.includes("?")) || lines.some((line) => beginsAsQuestion.test(line));
  if (asks || says("information")) return "information";
  return lines.length > 0 && lines.every((line) => line.length <= longestGreeting && intentWords.greeting.test(line))
    ? "greeting"
    : "other";
};
