import { heartbeat, heartbeatEveryMs } from "../channels/web/sse.ts";

/** Two line breaks end an event. */
const eventEnd = [10, 10];

/**
 * The same events, with a comment whenever the stream was silent for a while. It is only put between two events: how a stream is
 * cut into chunks on its way says nothing about where an event ends.
 */
export const withHeartbeat = (events: ReadableStream<Uint8Array>, everyMs = heartbeatEveryMs): ReadableStream<Uint8Array> => {
  const reader = events.getReader();
  let timer: ReturnType<typeof setInterval> | undefined;
  let tail = eventEnd;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if (tail.join() === eventEnd.join()) controller.enqueue(heartbeat());
      }, everyMs);
    },
    async pull(controller) {
      const { done, value } = await reader.read().catch((reason: unknown) => {
        clearInterval(timer);
        throw reason;
      });
      if (done) {
        clearInterval(timer);
        return controller.close();
      }
      tail = [...tail, ...value.slice(-2)].slice(-2);
      controller.enqueue(value);
    },
    async cancel(reason) {
      clearInterval(timer);
      await reader.cancel(reason);
    },
  });
};
