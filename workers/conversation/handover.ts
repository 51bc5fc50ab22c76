import type { Part } from "./partStore.ts";
import type { Batch, Birth, ConversationState, Parties, StoredMessage } from "./state.ts";

/** A message's part on its way into another thread. */
export interface HandedPart extends Part {
  messageId: string;
  part: number;
  sender: string;
  /** Its text, if no call was made for it yet: the other thread sends it. */
  waits: string | null;
}

/** How things stood in a thread: a takeover, an alarm, an open window must not get lost in a merge. */
export type Standing = Pick<
  ConversationState,
  | "aiEnabled"
  | "overriddenAt"
  | "overriddenBy"
  | "needsPerson"
  | "unreadCount"
  | "whatsapp"
  | "lastWhatsappInboundAt"
  | "lastChannel"
  | "lastAcceptedAt"
>;

/** A page of a thread that is joined into another. */
export interface HandedThread {
  birth: Birth;
  parties: Parties;
  from: string;
  messages: StoredMessage[];
  parts: HandedPart[];
  /** What is still owed an answer. */
  open: Batch | null;
  standing: Standing;
}

export const standingOf = (state: ConversationState): Standing => ({
  aiEnabled: state.aiEnabled,
  overriddenAt: state.overriddenAt,
  overriddenBy: state.overriddenBy,
  needsPerson: state.needsPerson,
  unreadCount: state.unreadCount,
  whatsapp: state.whatsapp,
  lastWhatsappInboundAt: state.lastWhatsappInboundAt,
  lastChannel: state.lastChannel,
  lastAcceptedAt: state.lastAcceptedAt,
});

const later = (a: number | null, b: number | null): boolean => (a ?? 0) >= (b ?? 0);

/**
 * Two standings as one: a person in charge of either is in charge of both (invariant I5), what either called a person for still
 * does, and the customer is reached where they wrote last.
 */
export const joinStandings = (here: Standing, there: Standing): Standing => {
  const held = [here, there].filter((side) => !side.aiEnabled);
  const said = (held.length > 0 ? held : [here, there]).reduce((a, b) => (later(a.overriddenAt, b.overriddenAt) ? a : b));
  const phone =
    later(here.lastWhatsappInboundAt, there.lastWhatsappInboundAt) && here.whatsapp ? here : there.whatsapp ? there : here;
  const recent = later(here.lastAcceptedAt, there.lastAcceptedAt) ? here : there;
  return {
    aiEnabled: held.length === 0,
    overriddenAt: said.overriddenAt,
    overriddenBy: said.overriddenBy,
    needsPerson: here.needsPerson ?? there.needsPerson,
    unreadCount: here.unreadCount + there.unreadCount,
    whatsapp: phone.whatsapp,
    lastWhatsappInboundAt: phone.lastWhatsappInboundAt,
    lastChannel: recent.lastChannel ?? here.lastChannel ?? there.lastChannel,
    lastAcceptedAt: Math.max(here.lastAcceptedAt, there.lastAcceptedAt),
  };
};
