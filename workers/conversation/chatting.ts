import { isBlocked } from "./blocking.ts";
import type { Kernel } from "./kernel.ts";
import type { Refused } from "./rpc.ts";
import { Streams } from "./streams.ts";
import { toPublicMessage } from "./views.ts";

/** The stream of a message that is stored: of its batch while that is open, else of how it ended. Refuses `blocked`. */
export const openChat = (
  kernel: Kernel,
  streams: Streams,
  remainingMessages: number | null,
  messageId: string,
): ReadableStream<Uint8Array> | Refused => {
  const { messages } = kernel.stores;
  const message = messages.byId(messageId);
  if (!message?.batchId) throw new Error("An accepted message is in a batch");
  const accepted = { event: "accepted", data: { message: toPublicMessage(message) } } as const;
  const { batch, next, aiEnabled } = kernel.born;
  if (isBlocked(kernel.born)) return { refused: "blocked" };
  if (!aiEnabled) return Streams.ended([accepted, { event: "person", data: {} }]);
  if (batch?.id === message.batchId || next?.id === message.batchId) return streams.open(message.batchId, messageId, [accepted]);
  const reply = messages.replyTo(message.batchId);
  return Streams.ended([
    accepted,
    reply
      ? { event: "committed", data: { message: toPublicMessage(reply), remainingMessages } }
      : { event: "closed", data: { reason: "settled" } },
  ]);
};
