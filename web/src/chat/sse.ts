import type { ChatEvent } from "../../../schema/contract/publicChat.ts";

/**
 * The chat events of a stream of server-sent events, as they come. Comments (a server's heartbeat) and whatever is no event
 * of ours are skipped.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* chatEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ChatEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function parseBlock(block: string): ChatEvent | null {
  let event = "";
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  try {
    return event === "" ? null : ({ event, data: JSON.parse(data.join("\n")) } as ChatEvent);
  } catch {
    return null;
  }
}

/** Whether a stream has nothing more to say after this event. */
export const isLast = ({ event }: ChatEvent): boolean =>
  event === "committed" || event === "person" || event === "closed" || event === "superseded";
