import type { StoredMessage } from "./state.ts";

/** A call between objects carries 32 MiB; a character takes up to three bytes, and what was sent stands in its parts once more. */
const mostCharacters = 4_000_000;

/** As many of these messages as one call between objects carries, one at least: the words of a message's files may be long. */
export const inOneCall = (messages: StoredMessage[]): StoredMessage[] => {
  let characters = 0;
  const end = messages.findIndex((message, at) => (characters += JSON.stringify(message).length) > mostCharacters && at > 0);
  return end < 0 ? messages : messages.slice(0, end);
};
