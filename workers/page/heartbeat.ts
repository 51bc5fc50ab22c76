import { heartbeat, heartbeatEveryMs } from "../channels/web/sse.ts";

const lineBreak = 10;

/**
 * The same events, with a comment whenever the stream was silent for a while. It is only put between two events: how a stream is
 * cut into chunks on its way says nothing about where an event ends.
 */
export const withHeartbeat = (events: ReadableStream<Uint8Array>, everyMs = heartbeatEveryMs): ReadableStream<Uint8Array> => {
  const reader = events.getReader();
  let timer: ReturnType<typeof setInterval> | undefined;
  let isBetween = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if (isBetween) controller.enqueue(heartbeat());
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
      isBetween = value.at(-1) === lineBreak && (value.length === 1 ? isBetween : value.at(-2) === lineBreak);
      controller.enqueue(value);
    },
    async cancel(reason) {
      clearInterval(timer);
      await reader.cancel(reason);
    },
  });
};
