import type { Kernel } from "./kernel.ts";
import { laneBackoff, type OutboxRow } from "./outbox.ts";
import type { LiveRoomPort, ThreadEvent } from "./ports.ts";
import { timesOf, toConversation, toMessage } from "./views.ts";

const batchSize = 50;

/** Tells the console's live room what happened, in order. */
export const drainLive = async (kernel: Kernel): Promise<void> => {
  const { outbox } = kernel.stores;
  for (;;) {
    const rows = outbox.head("live", batchSize);
    const [head] = rows;
    if (!head || head.dueAt > kernel.chance.now()) return;
    const events = rows.map((row) => eventOf(kernel, row)).filter((event) => event !== null);
    const room = kernel.deps.liveRoom(kernel.born.tenantId);
    try {
      await room.publish(events);
      for (const mention of rows.map((row) => mentionOf(kernel, row)).filter((one) => one !== null)) await room.mention(mention);
    } catch {
      outbox.postpone("live", kernel.chance.now() + laneBackoff(head.attempts));
      return;
    }
    for (const row of rows) outbox.remove(row);
  }
};

/** Built when it is sent, so that it says how things are now; null when the message has moved away. */
const eventOf = (kernel: Kernel, row: OutboxRow): ThreadEvent | null => {
  const { what, messageId } = payloadOf(row);
  if (what === "mention") return null;
  const state = kernel.born;
  if (what === "conversation") return { type: "CONVERSATION_UPDATE", conversation: toConversation(state) };
  const stored = messageId ? kernel.stores.messages.byId(messageId) : null;
  if (!stored) return null;
  const { id, status, failure, version } = stored;
  if (what === "media") return { type: "MESSAGE_UPDATE", conversationId: state.id, message: toMessage(state.id, stored) };
  if (what === "status")
    return { type: "MESSAGE_STATUS", conversationId: state.id, messageId: id, status, failure, times: timesOf(stored), version };
  return {
    type: what === "inbound" ? "NEW_MESSAGE" : "MESSAGE_SENT",
    conversationId: state.id,
    message: toMessage(state.id, stored),
  };
};

const payloadOf = ({ payload }: OutboxRow) => JSON.parse(payload) as { what: string; messageId?: string };

const mentionOf = ({ stores, born }: Kernel, row: OutboxRow): Parameters<LiveRoomPort["mention"]>[0] | null => {
  const { what, messageId } = payloadOf(row);
  const stored = what === "mention" && messageId ? stores.messages.byId(messageId) : null;
  return stored && { userIds: stored.mentions, conversationId: born.id, message: toMessage(born.id, stored) };
};
