import type { Chance } from "../../platform/clock.ts";
import type { KeyedHash } from "../../platform/keyedHash.ts";
import type { Secrets } from "../../platform/secrets.ts";
import type { CallOff, DeliveryUpdate, InboundMessage, OpenedMedia, OutboundPart, RemovedMedia, SendOutcome } from "../port.ts";
import type { NumberCheck } from "./checkNumber.ts";
import type { TemplatesAnswer } from "./templates/contentApi.ts";

/** Whose number it is, and how to speak to Twilio for it: the line's own copy of its row in `whatsapp_lines`. */
export interface LineConfig {
  tenantId: string;
  lineId: string;
  agentId: string;
  accountSid: string;
  /** E.164. */
  number: string;
  authTokenSealed: string;
  /** The token before this one, and until when, in milliseconds, it is believed too. */
  formerTokenSealed: string | null;
  formerTokenUntil: number | null;
  /** Milliseconds: `whatsapp_lines.created_at`. What was written to the number before is not imported. */
  connectedAt: number;
  /** Milliseconds: `whatsapp_lines.updated_at`. An older copy never replaces a newer one. */
  updatedAt: number;
}

/** To whom messages to the number go. */
export type LineOwner = Pick<LineConfig, "tenantId" | "agentId">;

export const ownerOf = ({ tenantId, agentId }: LineConfig): LineOwner => ({ tenantId, agentId });

/** What waits to be handed over, to whom the number belonged when it was accepted, and to which thread it was first handed. */
export type InboxEntry =
  | { kind: "message"; owner: LineOwner; message: InboundMessage; thread?: string }
  | { kind: "report"; owner: LineOwner; update: DeliveryUpdate };

/**
 * Which thread a message was first handed to. It may have it already, though nobody heard so: whosever the sender is by now, the message
 * goes there again and to no other (invariant I1).
 */
export interface FirstThread {
  /** Null as long as it was handed to none. */
  known: string | null;
  /** Writes it down before the hand-over, `instead` of what was known. @returns what stands; null once the message is handed over */
  claim(threadId: string, instead: string | null): string | null;
}

/** A part that Twilio has accepted. */
export interface SentPart {
  sid: string;
  conversationId: string;
  messageId: string;
  part: number;
  status: "accepted" | DeliveryUpdate["status"];
  /** Milliseconds: when it was accepted. */
  at: number;
}

/** A form that claims to come from Twilio. `url` is the public one that must have been signed. */
export interface ProviderCall {
  url: string;
  signature: string | null;
  params: Record<string, string>;
}

/** 400 malformed though signed, 403 not signed, 404 not our number, 503 no credentials at hand and D1 away. */
export interface ProviderAnswer {
  status: 200 | 400 | 403 | 404 | 503;
}

/** A send call whose outcome is unknown. Named by its part, it is told from another part with the same words. */
export interface FindQuestion extends Partial<
  Pick<OutboundPart, "conversationId" | "messageId" | "part" | "media" | "template">
> {
  /** E.164 phone or business-scoped user id. */
  to: string;
  /** Of a template, its words as they were filled in here: Twilio's own may differ a little. */
  text: string;
  /** Milliseconds: when the call began. */
  since: number;
}

export interface LineHealth {
  isConnected: boolean;
  /** How messages reach us: Twilio calls us, or we ask. */
  mode: "webhook" | "polling";
  /** Times in milliseconds; null is never. */
  lastInboundAt: number | null;
  lastWebhookAt: number | null;
  lastPollAt: number | null;
  /** When Twilio last accepted a message from the number. */
  lastOutboundAt: number | null;
  /** Calls whose signature didn't match, since the number was first connected. */
  refusedSignatures: number;
  lastRefusedAt: number | null;
  /** Accepted, not yet handed over. */
  pending: number;
  /** `code` is Twilio's where the trouble has one. */
  lastError: { at: number; detail: string; code?: string | null } | null;
}

/** Somebody whose data is erased. */
export interface SenderErasure {
  tenantId: string;
  /** E.164 phones and business-scoped user ids. */
  senders: string[];
  conversationIds: string[];
  /** Milliseconds: what they wrote before is let go of, should it still come. */
  at: number;
}

/** What other rooms may ask of a line object. */
export interface LineRpc {
  /** Connects the number, moves it to another agent, or renews its token. The inbox stays, so a message id counts once for ever (I1). */
  configure(config: LineConfig): Promise<void>;
  /** Disconnects the number. What was accepted before is still handed over, to whom it was accepted for. */
  forget(): Promise<void>;
  /** An incoming message: durable when it answers 200, without effect the second time. */
  receive(call: ProviderCall): Promise<ProviderAnswer>;
  /** A delivery report; `query` is the callback URL's. Durable when it answers 200. */
  status(call: ProviderCall & { query: { c: string; m: string; p: string } }): Promise<ProviderAnswer>;
  /** Sends one part, at the number's pace; a part that is known to be accepted is not sent again. */
  send(part: OutboundPart): Promise<SendOutcome>;
  /** None of these calls is made any more. Resolves once none that had left for Twilio is without its answer. */
  callOff(order: CallOff): Promise<void>;
  /** The SID of a message that Twilio has, or null when it has none. Rejects when Twilio's list cannot be read. */
  find(question: FindQuestion): Promise<{ sid: string } | null>;
  /** Shows the writer of this message that it is being answered, and marks it as read for them. Best effort: never rejects. */
  showTyping(question: { sid: string }): Promise<void>;
  /** A file of a message, as a webhook or the log named it; read it to its end, or cancel it. */
  openMedia(file: { url: string }): Promise<OpenedMedia>;
  /** Removes a file at Twilio. */
  removeMedia(file: { url: string }): Promise<RemovedMedia>;
  /** The account's templates with their approval; `unavailable` when Twilio can't be asked, `no_line` when the number isn't ours. */
  templates(): Promise<TemplatesAnswer | { kind: "no_line" }>;
  /** What Twilio says of account and number with the stored credentials; null when the number isn't ours or its token can't be read. */
  check(): Promise<NumberCheck | null>;
  /** Forgets who wrote what, and what was sent to them. May be repeated. */
  forgetSenders(erasure: SenderErasure): Promise<void>;
  /** Whether something is still to be handed over that came in while the number was this agent's. */
  owes(agentId: string): Promise<boolean>;
  health(): Promise<LineHealth>;
}

/** What a line object needs from outside; `compose.ts` builds it. */
export interface LineDeps {
  chance: Chance;
  secrets: Pick<Secrets, "open">;
  /** Origin of the site, without a slash at its end. */
  publicUrl: string;
  twilioApiBase: string;
  pollIntervalMs: number;
  fetch: typeof fetch;
  /** Of people who were erased: the line keeps no address of theirs. */
  senderHash: KeyedHash;
  /** The row of the number in D1; null when there is none. Rejects when D1 is away. */
  findConfig(accountSid: string, number: string): Promise<LineConfig | null>;
  /** Hands a message to its conversation. Resolves once it is durable there, without effect the second time. */
  deliver(line: LineOwner, message: InboundMessage, first: FirstThread): Promise<void>;
  /**
   * Hands a delivery report to the conversation it names. Whoever has a Twilio account can have Twilio sign any callback URL, so
   * the report counts only if the conversation is `line`'s tenant's.
   */
  reportDelivery(update: DeliveryUpdate, line: LineOwner): Promise<void>;
}

/** Name of the line object of a number. */
export const lineName = (accountSid: string, number: string): string => `${accountSid}:${number}`;

/** Account and number of a line object's name; null when it isn't one. */
export const parseLineName = (name: string): { accountSid: string; number: string } | null => {
  const [, accountSid, number] = /^(AC[0-9a-fA-F]{32}):(\+\d{7,15})$/.exec(name) ?? [];
  return accountSid !== undefined && number !== undefined ? { accountSid, number } : null;
};

export const webhookPath = "/api/whatsapp/webhook";
export const statusPath = "/api/whatsapp/status-callback";

/** Where Twilio reports what became of a part. The query travels inside the signed URL, so it can be trusted when it comes back. */
export const statusCallbackUrl = (publicUrl: string, part: OutboundPart): string => {
  const query = new URLSearchParams({ c: part.conversationId, m: part.messageId, p: String(part.part) });
  return `${publicUrl}${statusPath}?${query}`;
};
