import type { Message } from "../../schema/contract/conversations.ts";
import { isBlocked } from "./blocking.ts";
import type { Kernel } from "./kernel.ts";
import type { HandNote, Refused } from "./rpc.ts";
import type { StoredMessage } from "./state.ts";
import { toMessage } from "./views.ts";

const shown = ({ born, stores }: Kernel, id: string): Message => toMessage(born.id, stores.messages.byId(id) as StoredMessage);

/** A colleague's note. The same `clientMessageId` again writes nothing again. Refuses `not_found` where there is no thread yet. */
export const noteByHand = (kernel: Kernel, { text, mentions, by, clientMessageId }: HandNote): Message | Refused => {
  const { state, stores, chance } = kernel;
  if (!state) return { refused: "not_found" };
  const dedupeKey = `console:${clientMessageId}`;
  const known = stores.messages.byDedupeKey(dedupeKey);
  if (known) return toMessage(state.id, known);
  const id = chance.id("message");
  kernel.apply({ type: "noteWritten", id, text, mentions, by: by.name, dedupeKey });
  return shown(kernel, id);
};

/**
 * Marks a new topic; a marker after which nothing was said serves once more. Refuses `not_found` where nothing was said yet, and
 * `blocked` a blocked customer.
 */
export const markTopic = (kernel: Kernel, by: string | null): Message | Refused => {
  const { state, stores, chance } = kernel;
  if (!state || !stores.messages.isBegun()) return { refused: "not_found" };
  if (by === null && isBlocked(state)) return { refused: "blocked" };
  const unused = stores.messages.unusedTopic();
  if (unused) return toMessage(state.id, unused);
  const id = chance.id("message");
  kernel.apply({ type: "topicStarted", id, by, tellId: chance.id("message") });
  return shown(kernel, id);
};
