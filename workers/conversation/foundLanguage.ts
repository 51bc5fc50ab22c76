import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { languageToKeep } from "../agents/languageOf.ts";
import type { MessageStore } from "./messageStore.ts";
import { said } from "./said.ts";

/** A language that shows in none of this many messages will hardly show in those before. */
const mostRead = 10;

/**
 * The customer's language, from what they say now and have said lately.
 *
 * @param known what is known of it: then nothing is looked for
 */
export const findLanguage = (
  messages: Pick<MessageStore, "page">,
  known: CustomerLanguage | null,
  words: string[],
): CustomerLanguage | null => {
  if (known !== null || words.length === 0) return null;
  const lately = messages
    .page("before", null, mostRead)
    .filter(({ direction, kind }) => direction === "inbound" && kind !== "notice");
  return languageToKeep([...lately.flatMap(said), ...words]);
};
