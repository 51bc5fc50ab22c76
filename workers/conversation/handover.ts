import type { Channel } from "../../schema/contract/enums.ts";
import type { PartContent } from "./outbox.ts";
import type { KnownPart } from "./partStore.ts";
import type { Batch, Birth, ConversationState, Parties, PendingMedium, StoredMessage } from "./state.ts";

/** A message's part on its way into another thread. */
export interface HandedPart extends KnownPart {
  messageId: string;
  part: number;
  sender: string;
  /** What it is made of, if no call was made for it yet: the other thread sends it. */
  waits: PartContent | null;
}

/** How things stood in a thread: a takeover, an alarm, an open window must not get lost in a merge. */
export type Standing = Pick<
  ConversationState,
  | "aiEnabled"
  | "overriddenAt"
  | "overriddenBy"
  | "needsPerson"
  | "place"
  | "snoozedUntil"
  | "assignee"
  | "labelIds"
  | "inboundCount"
  | "personWroteAt"
  | "awaySaidAt"
  | "blockKnownAt"
  | "whatsapp"
  | "lastWhatsappInboundAt"
  | "stoppedAt"
  | "stopWrittenAt"
  | "stoppedOnWebAt"
  | "lastWebInboundAt"
  | "consentAt"
  | "lastChannel"
  | "lastAcceptedAt"
>;

/** What a customer has said about being written to. */
export type Said = Pick<Standing, "stoppedAt" | "stopWrittenAt" | "stoppedOnWebAt" | "consentAt">;

/** A page of a thread that is joined into another. */
export interface HandedThread {
  birth: Birth;
  parties: Parties;
  from: string;
  messages: StoredMessage[];
  parts: HandedPart[];
  /** What is still owed an answer. */
  open: Batch | null;
  /** Files of these messages that are still being fetched or understood. */
  pendingMedia: PendingMedium[];
  standing: Standing;
}

/** A thread's own messages on their way home from the one that it had been joined into. */
export interface ReturnedThread {
  messages: StoredMessage[];
  /** Whether one of them still waited for its answer there. */
  isOwed: boolean;
}

export const standingOf = (state: ConversationState): Standing => ({
  aiEnabled: state.aiEnabled,
  overriddenAt: state.overriddenAt,
  overriddenBy: state.overriddenBy,
  needsPerson: state.needsPerson,
  place: state.place,
  snoozedUntil: state.snoozedUntil,
  assignee: state.assignee,
  labelIds: state.labelIds,
  inboundCount: state.inboundCount,
  personWroteAt: state.personWroteAt,
  awaySaidAt: state.awaySaidAt,
  blockKnownAt: state.blockKnownAt,
  whatsapp: state.whatsapp,
  lastWhatsappInboundAt: state.lastWhatsappInboundAt,
  stoppedAt: state.stoppedAt,
  stopWrittenAt: state.stopWrittenAt,
  stoppedOnWebAt: state.stoppedOnWebAt,
  lastWebInboundAt: state.lastWebInboundAt,
  consentAt: state.consentAt,
  lastChannel: state.lastChannel,
  lastAcceptedAt: state.lastAcceptedAt,
});

const later = (a: number | null, b: number | null): boolean => (a ?? 0) >= (b ?? 0);

const latest = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** Who has said STOP in either thread has said it in both. */
const joinConsents = (
  here: Standing,
  there: Standing,
): Pick<Standing, "stoppedAt" | "stopWrittenAt" | "stoppedOnWebAt" | "lastWebInboundAt" | "consentAt"> => ({
  stoppedAt: latest(here.stoppedAt, there.stoppedAt),
  stopWrittenAt: latest(here.stopWrittenAt, there.stopWrittenAt),
  stoppedOnWebAt: latest(here.stoppedOnWebAt, there.stoppedOnWebAt),
  lastWebInboundAt: latest(here.lastWebInboundAt, there.lastWebInboundAt),
  consentAt: {
    web: Math.max(here.consentAt.web, there.consentAt.web),
    whatsapp: Math.max(here.consentAt.whatsapp, there.consentAt.whatsapp),
  },
});

/**
 * What holds in a thread that comes back out of another: a word that was said there meanwhile holds here too, for the number it was
 * said from may be the one that comes back.
 */
export const saidMeanwhile = (here: Standing, there: Said): Said => {
  const isNews = (channel: Channel) => there.consentAt[channel] > Math.max(here.consentAt[channel], here.lastAcceptedAt);
  return {
    stoppedAt: isNews("whatsapp") ? there.stoppedAt : here.stoppedAt,
    stopWrittenAt: isNews("whatsapp") ? there.stopWrittenAt : here.stopWrittenAt,
    stoppedOnWebAt: isNews("web") ? there.stoppedOnWebAt : here.stoppedOnWebAt,
    consentAt: {
      web: isNews("web") ? there.consentAt.web : here.consentAt.web,
      whatsapp: isNews("whatsapp") ? there.consentAt.whatsapp : here.consentAt.whatsapp,
    },
  };
};

type Arrangement = Pick<Standing, "place" | "snoozedUntil" | "assignee" | "labelIds">;

/** As many labels as a conversation may carry (`arrangeSchema`). */
const mostLabels = 20;

/**
 * Whether the person is blocked says whichever thread knows it best. What is open in either is open in both; what was put away in
 * both comes back when the first of them would. A thread in which nothing was ever said has no say.
 */
const joinPlaces = (here: Standing, there: Standing): Pick<Arrangement, "place" | "snoozedUntil"> => {
  const knowing = later(here.blockKnownAt, there.blockKnownAt) ? here : there;
  if (knowing.place === "blocked") return { place: "blocked", snoozedUntil: null };
  const used = [here, there].filter(({ lastAcceptedAt, place }) => lastAcceptedAt > 0 && place !== "blocked");
  const put = used.length > 0 && used.every(({ place }) => place !== "open");
  if (!put) return { place: "open", snoozedUntil: null };
  const comesBack = used.flatMap(({ snoozedUntil }) => (snoozedUntil === null ? [] : [snoozedUntil]));
  return comesBack.length === 0
    ? { place: "closed", snoozedUntil: null }
    : { place: "snoozed", snoozedUntil: Math.min(...comesBack) };
};

const joinArrangements = (here: Standing, there: Standing): Arrangement => ({
  ...joinPlaces(here, there),
  assignee: here.assignee ?? there.assignee,
  labelIds: [...new Set([...here.labelIds, ...there.labelIds])].slice(0, mostLabels),
});

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
    ...joinArrangements(here, there),
    inboundCount: here.inboundCount + there.inboundCount,
    personWroteAt: latest(here.personWroteAt, there.personWroteAt),
    awaySaidAt: latest(here.awaySaidAt, there.awaySaidAt),
    blockKnownAt: Math.max(here.blockKnownAt, there.blockKnownAt),
    whatsapp: phone.whatsapp,
    lastWhatsappInboundAt: phone.lastWhatsappInboundAt,
    ...joinConsents(here, there),
    lastChannel: recent.lastChannel ?? here.lastChannel ?? there.lastChannel,
    lastAcceptedAt: Math.max(here.lastAcceptedAt, there.lastAcceptedAt),
  };
};
