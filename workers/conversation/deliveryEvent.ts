import type { DeliveryUpdate } from "../channels/port.ts";
import { climbs, statusOfParts } from "./delivery.ts";
import type { ConversationEvent } from "./events.ts";
import type { Stores } from "./stores.ts";

/** What a status callback means for its message; null when it says nothing new. The part's row changes with the message. */
export const deliveryEvent = (
  stores: Stores,
  update: DeliveryUpdate,
): { event: ConversationEvent; alongside: () => void } | null => {
  const { messageId, part, sid, status, failure } = update;
  const message = stores.messages.byId(messageId);
  if (!message || message.direction === "inbound") return null;
  const known = stores.parts.get(messageId, part);
  if (known && !climbs(known.status, status)) return null;
  const parts = stores.parts.of(messageId).map((sibling, index) => (index === part ? status : sibling.status));
  return {
    event: { type: "delivered", message, outcome: { status: parts.length > 0 ? statusOfParts(parts) : status, failure } },
    alongside: () => {
      if (known) stores.parts.set(messageId, part, { sid, status, failure });
    },
  };
};
