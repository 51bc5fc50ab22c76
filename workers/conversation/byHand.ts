import type { Message } from "../../schema/contract/conversations.ts";
import { unfitForWhatsapp } from "../channels/whatsapp/mediaLimits.ts";
import type { Kernel } from "./kernel.ts";
import { mayBeSent, type Sending, type SendRefusal } from "./mayBeSent.ts";
import type { HandWritten, Refused } from "./rpc.ts";
import type { StoredMessage } from "./state.ts";
import { toMessage } from "./views.ts";

const refusalOf = (refused: SendRefusal): Refused => ({ refused: refused === "taken_over" ? "conflict" : refused });

const shown = ({ born, stores }: Kernel, id: string): Message => toMessage(born.id, stores.messages.byId(id) as StoredMessage);

/** On the page a file that is elsewhere is a link: nobody of ours fetches it to show it there. */
const linked = ({ text, media, elsewhere }: HandWritten): Pick<HandWritten, "text" | "media" | "elsewhere"> => ({
  text: [text, ...Object.values(elsewhere)].filter((line) => line !== "").join("\n"),
  media: media.filter(({ id }) => elsewhere[id] === undefined),
  elsewhere: {},
});

/**
 * A person writes where the customer wrote last, or with a template on WhatsApp, and takes over by that. The same
 * `clientMessageId` again sends nothing again. Refuses `no_channel`, `stopped`, `window_closed`.
 */
export const writeByHand = (kernel: Kernel, order: HandWritten): Message | Refused => {
  const { state, stores, chance } = kernel;
  const { template, by, level } = order;
  const channel = template ? "whatsapp" : state?.lastChannel;
  if (!state || !channel) return { refused: "no_channel" };
  const dedupeKey = `console:${order.clientMessageId}`;
  const known = stores.messages.byDedupeKey(dedupeKey);
  if (known) return toMessage(state.id, known);
  const isTemplate = template !== null;
  const sending = { channel, sender: "consultant", purpose: isTemplate ? "initiative" : "reply", isTemplate } as const;
  const refused = mayBeSent(state, sending, chance.now());
  if (refused) return refusalOf(refused);
  const { text, media, elsewhere } = channel === "web" ? linked(order) : order;
  const unfit = channel === "whatsapp" ? media.map(unfitForWhatsapp).find((reason) => reason !== null) : undefined;
  if (unfit) return { refused: unfit };
  const id = chance.id("message");
  const unsentAi = stores.unsentAi();
  kernel.apply({ type: "personWrote", id, text, media, elsewhere, template, level, by, dedupeKey, unsentAi });
  return shown(kernel, id);
};

/**
 * A person wants a failed message to be sent once more: what of it has not arrived. Refuses `not_found`, `conflict` when it isn't
 * stuck or is the AI's while a person is in charge, and what `mayBeSent` refuses.
 */
export const retryByHand = (kernel: Kernel, messageId: string): Message | Refused => {
  const { stores, born, chance } = kernel;
  const message = stores.messages.byId(messageId);
  if (!message) return { refused: "not_found" };
  const isStuck = message.status === "failed" || message.status === "ambiguous";
  if (!isStuck || message.direction === "inbound") return { refused: "conflict" };
  const isTemplate = message.template !== null;
  const purpose = stores.parts.get(messageId, 0)?.content?.purpose ?? (isTemplate ? "initiative" : "reply");
  const sending: Sending = { channel: message.channel, sender: message.sender, purpose, isTemplate };
  const refused = mayBeSent(born, sending, chance.now());
  if (refused) return refusalOf(refused);
  kernel.apply({ type: "retried", message });
  return shown(kernel, messageId);
};
