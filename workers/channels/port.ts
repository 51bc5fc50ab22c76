import type { MediaFailure, Place } from "../../schema/contract/media.ts";

/** How a channel names a person: an E.164 phone, or a WhatsApp business-scoped user id (`GB.13491208655302741918`). */
export interface ChannelIdentity {
  kind: "phone" | "whatsapp";
  value: string;
}

/** A file where the provider keeps it. */
export interface ProviderMedia {
  url: string;
  announcedType: string;
}

/** A message a customer wrote, as a channel accepted it. `sid` is the provider's id: the same one is the same message. */
export interface InboundMessage {
  sid: string;
  accountSid: string;
  from: ChannelIdentity;
  /** Our own number, E.164. */
  to: string;
  /** As written; empty when only media came. */
  text: string;
  profileName: string | null;
  /** Files, in order. What the provider says of their type is a claim. */
  media: ProviderMedia[];
  place: Place | null;
  /** The provider's id of the message this one replies to. */
  quotedSid: string | null;
  button: { text: string; payload: string | null } | null;
  /** Milliseconds: when we got it, or, from the provider's list, when the provider did (whole seconds). */
  receivedAt: number;
  source: "webhook" | "list";
}

/** One piece of an outbound message, at most `maxPartLength` characters. */
export interface OutboundPart {
  conversationId: string;
  messageId: string;
  /** Counted from 0. */
  part: number;
  /** E.164 phone or business-scoped user id. */
  to: string;
  text: string;
  /** A file that goes with the text, at an address the provider can fetch it from; its type decides whether a text may go along. */
  media: { url: string; mediaType: string } | null;
  /** An approved template in place of text and file. */
  template: { contentSid: string; variables: Record<string, string> } | null;
  /** How often its thread has called off what was on its way: a call from before the last time is not made any more. */
  callsOff: number;
}

/** Calls of a thread that nobody waits for any more, such as those of an earlier life: all that were ordered before the latest calling off. */
export interface CallOff {
  conversationId: string;
  callsOff: number;
}

/**
 * What became of one send call. `refused` is final; `again` did not happen and may be tried later; `unknown` may have
 * happened: look for it (`find`) before sending again.
 */
export type SendOutcome =
  | { kind: "accepted"; sid: string }
  | { kind: "refused"; code: string; detail: string }
  | { kind: "again"; afterMs: number; code: string }
  | { kind: "unknown" };

/** What the provider says became of a part it had accepted. Callbacks come in any order, twice, and before the send has returned. */
export interface DeliveryUpdate {
  conversationId: string;
  messageId: string;
  part: number;
  sid: string;
  status: "sent" | "delivered" | "read" | "failed";
  failure: { code: string; detail: string } | null;
  at: number;
}

/** A file at the provider, open to be read once. `later`: it isn't there yet, or the provider is away. `gone`: the number isn't ours any more. */
export type OpenedMedia =
  | { kind: "found"; body: ReadableStream<Uint8Array>; announcedType: string; bytes: number | null }
  | { kind: "later"; afterMs: number }
  | { kind: "refused"; failure: MediaFailure }
  | { kind: "gone" };

/** Of a file that is to be removed at the provider. `refused`: it is not ours to remove. `gone`: the number isn't ours any more. */
export type RemovedMedia = { kind: "removed" } | { kind: "later"; afterMs: number } | { kind: "refused" } | { kind: "gone" };
