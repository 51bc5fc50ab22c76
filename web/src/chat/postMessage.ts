import type { ChatEvent } from "../../../schema/contract/publicChat.ts";
import { Problem, problemFrom } from "../api/problem.ts";
import { chatEvents, isLast } from "./sse.ts";

/** How a message was taken: as a stream of events, or whole. */
export type Taken = { kind: "streamed" } | { kind: "whole"; remaining: number | null; byPerson: boolean };

/** A message, its files uploaded. */
export interface Posted {
  clientMessageId: string;
  text: string;
  mediaIds: readonly string[];
}

/**
 * Posts a message and hands on the events of its answer until the last one. The same `clientMessageId` posted again does
 * nothing twice.
 *
 * @throws Problem when it is refused; with key `offline` when nothing answered, or the stream broke off
 */
export async function postMessage(
  slug: string,
  { clientMessageId, text, mediaIds }: Posted,
  onEvent: (event: ChatEvent) => void,
  signal: AbortSignal,
): Promise<Taken> {
  const offline = (reason: unknown): never => {
    if (signal.aborted) throw reason;
    throw new Problem("offline", 0);
  };
  const response = await fetch(`/api/public/ai/${encodeURIComponent(slug)}/chat`, {
    method: "POST",
    headers: { accept: "text/event-stream", "content-type": "application/json" },
    body: JSON.stringify({ message: text, mediaIds, clientMessageId }),
    signal,
  }).catch(offline);
  if (!response.ok) throw problemFrom(response.status, await response.json().catch(() => null));
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    const { remainingMessages } = (await response.json().catch(offline)) as { remainingMessages: number | null };
    return { kind: "whole", remaining: remainingMessages, byPerson: response.status === 202 };
  }
  await follow(response, onEvent).catch(offline);
  return { kind: "streamed" };
}

async function follow(response: Response, onEvent: (event: ChatEvent) => void): Promise<void> {
  if (response.body === null) throw new Error("no stream");
  for await (const event of chatEvents(response.body)) {
    onEvent(event);
    if (isLast(event)) return;
  }
  throw new Error("the stream broke off");
}
