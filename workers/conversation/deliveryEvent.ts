import type { DeliveryUpdate } from "../channels/port.ts";
import { climbs, statusOfParts } from "./delivery.ts";
import type { ConversationEvent } from "./events.ts";
import { giveUpRest } from "./giveUpRest.ts";
import { mayBeSent } from "./mayBeSent.ts";
import { afterReport } from "./outbox.ts";
import type { KnownPart } from "./partStore.ts";
import type { ConversationState, StoredMessage } from "./state.ts";
import type { Stores } from "./stores.ts";

/** What a report comes to: an event, if it changes anything for the message, and what is noted of its part. */
interface Heard {
  event: ConversationEvent | null;
  alongside: () => void;
}

/** What a status callback means for its message; null when it says nothing new. The part's row changes with the message. */
export const deliveryEvent = (stores: Stores, state: ConversationState, update: DeliveryUpdate, now: number): Heard | null => {
  const { messageId, part, sid, status, failure } = update;
  const message = stores.messages.byId(messageId);
  if (!message || message.direction === "inbound") return null;
  const known = stores.parts.get(messageId, part);
  const row = stores.outbox.ofPart(messageId, part);
  const isOut = row !== null && row.state !== "queued";
  if (known && (isAnothersTry(known, update, isOut) || !climbs(known.status, status))) return null;
  const again = known && status === "failed" && !state.movedTo ? tryAgain(stores, state, message, { known, update, now }) : null;
  if (again) return again;
  const parts = stores.parts.of(messageId).map((sibling, index) => (index === part ? status : sibling.status));
  const outcome = { status: parts.length > 0 ? statusOfParts(parts) : status, failure, at: update.at };
  return {
    event: { type: "delivered", message, outcome },
    alongside: () => {
      if (known) stores.parts.set(messageId, part, { sid, status, failure });
      if (row && !isOut) stores.outbox.drop(row.id);
      if (status === "failed") giveUpRest(stores, messageId, part);
    },
  };
};

/**
 * Only the last try counts; a report that comes before its call has returned brings the id itself. A former one that turns out to
 * have arrived counts as long as no other has been made: then none is.
 */
const isAnothersTry = ({ sid: current, formerSids }: KnownPart, { sid, status }: DeliveryUpdate, isOut: boolean): boolean => {
  if (current !== null) return sid !== "" && current !== sid;
  return formerSids.includes(sid) && (isOut || status === "sent" || status === "failed");
};

/**
 * A failure that passes: the part goes out once more. Not while its own call is still on the wire (its end decides), nor when a
 * later part is on its way already: the second never comes before the first.
 */
const tryAgain = (
  stores: Stores,
  state: ConversationState,
  message: StoredMessage,
  { known, update, now }: { known: KnownPart; update: DeliveryUpdate; now: number },
): Heard | null => {
  const { part, sid, failure } = update;
  const { id: messageId, sender, channel } = message;
  const row = stores.outbox.ofPart(messageId, part);
  const again = afterReport(row?.attempts ?? known.retries, failure?.code ?? "", now);
  if (!again || !known.content) return null;
  if (row?.state === "queued")
    return { event: null, alongside: () => stores.parts.again(messageId, part, row.attempts, { sid, failure }) };
  if (row) return { event: null, alongside: () => stores.parts.set(messageId, part, { sid, status: "failed", failure }) };
  const { purpose, template } = known.content;
  if (mayBeSent(state, { channel, sender, purpose, isTemplate: template !== null }, now) !== null) return null;
  const rest = stores.parts.of(messageId).slice(part + 1);
  const isOvertaken = rest.some(
    (later, at) => later.sid !== null || stores.outbox.ofPart(messageId, part + 1 + at)?.state === "sending",
  );
  if (isOvertaken) return null;
  return { event: { type: "resend", messageId, part, sender, sid, failure, ...again }, alongside: () => undefined };
};
