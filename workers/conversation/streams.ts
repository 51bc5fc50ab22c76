import type { ChatEvent } from "../../schema/contract/publicChat.ts";
import { encodeChatEvent, heartbeat, heartbeatEveryMs } from "../channels/web/sse.ts";
import type { Effect } from "./effects.ts";
import type { Stores } from "./stores.ts";
import { toPublicMessage } from "./views.ts";

interface Listener {
  messageId: string;
  batchId: string;
  controller: ReadableByteStreamController;
}

/** Pages that wait for the answer to what they have just written. Lost in a crash: the page reads the thread again. */
export class Streams {
  readonly #listeners = new Set<Listener>();
  readonly #everyMs: number;
  #beating: ReturnType<typeof setInterval> | null = null;

  /** @param everyMs between two heartbeats */
  constructor(everyMs = heartbeatEveryMs) {
    this.#everyMs = everyMs;
  }

  /** A stream of server-sent events for the message's batch. Whoever waited for an earlier message of the batch is superseded. */
  open(batchId: string, messageId: string, first: ChatEvent[]): ReadableStream<Uint8Array> {
    this.#end(batchId, [{ event: "superseded", data: {} }]);
    let listener: Listener | null = null;
    return new ReadableStream({
      type: "bytes",
      start: (controller) => {
        listener = { messageId, batchId, controller };
        this.#listeners.add(listener);
        this.#beating ??= setInterval(() => this.#beat(), this.#everyMs);
        for (const event of first) push(listener, encodeChatEvent(event));
      },
      cancel: () => {
        if (listener) this.#leave(listener);
      },
    });
  }

  /** A stream that already knows its end. */
  static ended(events: ChatEvent[]): ReadableStream<Uint8Array> {
    return new ReadableStream({
      type: "bytes",
      start: (controller) => {
        for (const event of events) controller.enqueue(Uint8Array.from(encodeChatEvent(event)));
        controller.close();
      },
    });
  }

  emit(batchId: string, event: ChatEvent): void {
    for (const listener of this.#of(batchId)) push(listener, encodeChatEvent(event));
  }

  settle(batchId: string, event: ChatEvent): void {
    this.#end(batchId, [event]);
  }

  isHeard(batchId: string): boolean {
    return this.#of(batchId).length > 0;
  }

  #beat(): void {
    for (const listener of this.#listeners) push(listener, heartbeat());
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0 || this.#beating === null) return;
    clearInterval(this.#beating);
    this.#beating = null;
  }

  #of(batchId: string): Listener[] {
    return [...this.#listeners].filter((listener) => listener.batchId === batchId);
  }

  #end(batchId: string, last: ChatEvent[]): void {
    for (const listener of this.#of(batchId)) {
      for (const event of last) push(listener, encodeChatEvent(event));
      this.#leave(listener);
      try {
        listener.controller.close();
      } catch {
        // The page went away first.
      }
    }
  }
}

/** Tells whoever waits for a batch what became of it. */
export const settleStreams = (
  streams: Streams,
  { messages }: Pick<Stores, "messages">,
  remainingMessages: number | null,
  { batchId, by, replyId }: Extract<Effect, { type: "settle" }>,
): void => {
  const reply = replyId ? messages.byId(replyId) : null;
  if (reply) streams.settle(batchId, { event: "committed", data: { message: toPublicMessage(reply), remainingMessages } });
  else if (by === "person") streams.settle(batchId, { event: "person", data: {} });
  else streams.settle(batchId, { event: "closed", data: { reason: by } });
};

const push = (listener: Listener, bytes: Uint8Array): void => {
  try {
    listener.controller.enqueue(Uint8Array.from(bytes));
  } catch {
    // The page went away: its thread still gets the answer.
  }
};
