import type { Random } from "../../world/random.ts";
import { twilioSignature } from "../../world/signature.ts";

/** A call at one of Twilio's two doors, as it goes over the wire. */
export interface SignedCall {
  path: string;
  params: Record<string, string>;
  signature: string | null;
  /** As it is sent, when that is not what `params` say. */
  body?: string;
  contentType?: string;
}

/** A number at Filo, with the account's token. */
export interface LineKeys {
  number: string;
  accountSid: string;
  authToken: string;
}

/** A message of Filo's that reports may be about. */
export interface SentMessage {
  conversationId: string;
  messageId: string;
  sid: string;
  to: string;
}

export interface Doors {
  publicUrl: string;
  line: LineKeys;
  /** Another tenant's: whoever mutates may own it and sign with its token. */
  others: LineKeys;
  sent: SentMessage;
}

export const sign = ({ publicUrl }: Doors, path: string, params: Record<string, string>, token: string): string =>
  twilioSignature(token, publicUrl + path, params);

const inbound = ({ line }: Doors, random: Random, kind: "text" | "media" | "button"): Record<string, string> => ({
  AccountSid: line.accountSid,
  ApiVersion: "2010-04-01",
  Body: `Ciao ${random.hex(6)} — perché no? 1+1=2&x`,
  From: `whatsapp:+4477009002${String(Math.floor(random.next() * 90) + 10)}`,
  MessageSid: `SM${random.hex(32)}`,
  NumMedia: kind === "media" ? "1" : "0",
  ProfileName: "Marta",
  SmsStatus: "received",
  To: `whatsapp:${line.number}`,
  ...(kind === "media"
    ? { MediaUrl0: `https://api.twilio.com/2010-04-01/${random.hex(8)}`, MediaContentType0: "image/jpeg" }
    : {}),
  ...(kind === "button" ? { ButtonText: "Sì", ButtonPayload: "yes" } : {}),
});

const report = ({ line, sent }: Doors): Record<string, string> => ({
  AccountSid: line.accountSid,
  ApiVersion: "2010-04-01",
  From: `whatsapp:${line.number}`,
  MessageSid: sent.sid,
  MessageStatus: "read",
  SmsStatus: "read",
  To: `whatsapp:${sent.to}`,
});

export const kinds = ["text", "button", "report", "media"] as const;

/** A call as Twilio would make it, signed with the line's token. */
export const validCall = (doors: Doors, random: Random, among: readonly (typeof kinds)[number][] = kinds): SignedCall => {
  const kind = among[Math.floor(random.next() * among.length)]!;
  const { conversationId, messageId } = doors.sent;
  const path =
    kind === "report" ? `/api/whatsapp/status-callback?c=${conversationId}&m=${messageId}&p=0` : "/api/whatsapp/webhook";
  const params = kind === "report" ? report(doors) : inbound(doors, random, kind);
  return { path, params, signature: sign(doors, path, params, doors.line.authToken) };
};

/** Makes a call. @returns the status that answers it */
export const make = async (url: string, { path, params, signature, body, contentType }: SignedCall): Promise<number> => {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: {
      "content-type": contentType ?? "application/x-www-form-urlencoded",
      ...(signature === null ? {} : { "x-twilio-signature": signature }),
    },
    body: body ?? new URLSearchParams(params).toString(),
  });
  await answer.arrayBuffer();
  return answer.status;
};
