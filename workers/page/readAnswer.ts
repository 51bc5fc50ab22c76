import { chatEventSchemas, type ChatEvent, type ChatEventName } from "../../schema/contract/publicChat.ts";

const isName = (name: string): name is ChatEventName => name in chatEventSchemas;

/** One event out of its lines; null for a comment. */
const parseEvent = (block: string): ChatEvent | null => {
  const field = (name: string) =>
    block
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const name = field("event");
  const data = field("data");
  if (name === undefined || data === undefined || !isName(name)) return null;
  return { event: name, data: chatEventSchemas[name].parse(JSON.parse(data)) } as ChatEvent;
};

/**
 * Reads a chat's events to their end, for a caller who waits for the whole answer.
 *
 * @returns the last event, or null when the stream broke off before it said how it ended
 */
export const readLastEvent = async (events: ReadableStream<Uint8Array>): Promise<ChatEvent | null> => {
  let text = "";
  const decoder = new TextDecoder();
  const reader = events.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read())
      text += decoder.decode(read.value, { stream: true });
  } catch {
    return null;
  }
  const last = text
    .split("\n\n")
    .map(parseEvent)
    .findLast((event) => event !== null);
  return last && last.event !== "accepted" && last.event !== "delta" && last.event !== "retracted" ? last : null;
};
