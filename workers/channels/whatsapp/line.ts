import type { Chance } from "../../platform/clock.ts";
import type { Secrets } from "../../platform/secrets.ts";
import type { DeliveryUpdate, InboundMessage, OutboundPart, SendOutcome } from "../port.ts";

/** Whose number it is, and how to speak to Twilio for it: the line's own copy of its row in `whatsapp_lines`. */
export interface LineConfig {
  tenantId: string;
  lineId: string;
  agentId: string;
  accountSid: string;
  /** E.164. */
  number: string;
  authTokenSealed: string;
  /** Milliseconds: `whatsapp_lines.created_at`. What was written to the number before is not imported. */
  connectedAt: number;
  /** Milliseconds: `whatsapp_lines.updated_at`. An older copy never replaces a newer one. */
  updatedAt: number;
}

/** To whom messages to the number go. */
export type LineOwner = Pick<LineConfig, "tenantId" | "agentId">;

export const ownerOf = ({ tenantId, agentId }: LineConfig): LineOwner => ({ tenantId, agentId });

/** What waits to be handed over, and to whom the number belonged when it was accepted. */
export type InboxEntry =
  | { kind: "message"; owner: LineOwner; message: InboundMessage }
  | { kind: "report"; owner: LineOwner; update: DeliveryUpdate };

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
export interface FindQuestion extends Partial<Pick<OutboundPart, "conversationId" | "messageId" | "part">> {
  /** E.164 phone or business-scoped user id. */
  to: string;
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
  /** Calls whose signature didn't match, since the number was first connected. */
  refusedSignatures: number;
  /** Accepted, not yet handed over. */
  pending: number;
  lastError: { at: number; detail: string } | null;
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
  /** The SID of a message that Twilio has, or null when it has none. Rejects when Twilio's list cannot be read. */
  find(question: FindQuestion): Promise<{ sid: string } | null>;
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
  /** The row of the number in D1; null when there is none. Rejects when D1 is away. */
  findConfig(accountSid: string, number: string): Promise<LineConfig | null>;
  /** Hands a message to its conversation. Resolves once it is durable there, without effect the second time. */
  deliver(line: LineOwner, message: InboundMessage): Promise<void>;
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
