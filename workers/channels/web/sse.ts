import type { ChatEvent } from "../../../schema/contract/publicChat.ts";

/** Headers of a stream of events: nobody on the way may store, transform or buffer it. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();

/**
 * A chat event as it travels: `event:` its name, `data:` its JSON on one line (JSON escapes line breaks, so the frame can't be cut open).
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export const encodeChatEvent = ({ event, data }: ChatEvent): Uint8Array =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/** A comment that readers skip; it keeps proxies from closing a stream while the model thinks. */
export const heartbeat = (): Uint8Array => encoder.encode(": still here\n\n");

/** Between two heartbeats, in milliseconds: well below the minute after which proxies give up on a silent answer. */
export const heartbeatEveryMs = 15_000;
