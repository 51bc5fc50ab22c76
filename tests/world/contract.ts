import type { Place, RenderedTemplate } from "./shapes.ts";
import type { FaultKind } from "./switches.ts";

/** What the simulated outside world knows and says: the shapes shared by the server, its HTTP client, its phone page and the tests. */

/** A simulated Twilio account. Webhooks and callbacks are signed with `authToken`, the primary one; both tokens open the API. */
export interface Account {
  accountSid: string;
  authToken: string;
  name: string;
  secondaryAuthToken?: string | null;
  /** Messages that the account may send in 24 hours; beyond, 63038. */
  dailyLimit?: number;
  /** Anything but `active`, which it is when nothing is said, is refused whatever it asks. */
  status?: "active" | "suspended" | "closed";
  type?: "Trial" | "Full";
}

/** A WhatsApp sender of an account. Without `webhookUrl` inbound messages only appear in the message list. */
export interface BusinessNumber {
  /** E.164, e.g. `+14155550123`. */
  number: string;
  accountSid: string;
  webhookUrl: string | null;
  name: string;
  /** Messages that the sender may send in a second; beyond, 63018. */
  perSecond?: number;
  /**
   * Makes it Twilio's sandbox: several accounts have the same number, and a person writes to the one whose words, such as
   * `join brave-otter`, they sent last.
   */
  sandboxWords?: string;
  /** How WhatsApp has it as a sender; `ONLINE` when nothing is said. */
  senderStatus?: string;
}

/** Somebody with a phone in the simulated world. `id` is the phone in E.164, or the business-scoped user id of a person without one. */
export interface Person {
  id: string;
  name: string;
  phone: string | null;
  /** Business-scoped user id, e.g. `GB.13491208655302741918`. */
  userId: string;
  /** True when WhatsApp shows the business only the user id. */
  hidesPhone: boolean;
  /** False when read receipts are off: statuses then end at `delivered`. */
  readReceipts: boolean;
  /** The person's own bot answers every incoming message with this text. */
  autoReply: string | null;
}

export type MessageStatus = "received" | "queued" | "sent" | "delivered" | "read" | "undelivered" | "failed";

/** In Twilio's log; taken by the application (webhook answered 2xx, or listed); in front of the model or answered; webhook refused. */
export type Reached = "logged" | "taken" | "read" | "refused";

/** One message in Twilio's log, either direction. Times are epoch milliseconds of the world's clock. */
export interface WorldMessage {
  sid: string;
  accountSid: string;
  direction: "inbound" | "outbound-api";
  /** Channel addresses, e.g. `whatsapp:+447700900001`. */
  from: string;
  to: string;
  /** The business number's E.164 and the person's id. */
  number: string;
  personId: string;
  body: string;
  status: MessageStatus;
  errorCode: number | null;
  errorMessage: string | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  statusCallback: string | null;
  /** Inbound only: how far towards the application it got, as the writer's ticks show it. */
  reached: Reached | null;
  /** From when on Twilio's list shows it. */
  listedAt: number;
  contentSid: string | null;
  media: MessageMedia[];
  /** `text`, `image`, `audio`, `video`, `document`, `sticker`, `contacts`, `location`, `button` or `interactive`. */
  kind?: string;
  place?: Place;
  /** The quick reply that was tapped. */
  button?: { text: string; payload: string };
  /** The message that this one quotes. */
  quotes?: { sid: string; sender: string };
  template?: RenderedTemplate;
  /** The values that came with the template. */
  variables?: Record<string, string>;
  /** What the phone shows below a medium; a document, a sticker, a contact and a voice note carry no caption. */
  caption?: string;
}

/** One medium of a message. Without `sid` only the address is known, as a test made it up. */
export interface MessageMedia {
  url: string;
  contentType: string;
  sid?: string;
  fileName?: string;
  bytes?: number;
}

/** One HTTP call that a provider received. Headers never carry a credential. */
export interface CapturedRequest {
  id: number;
  at: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  /** Null while unanswered (and for good when the socket was cut). */
  status: number | null;
  fault: FaultKind | null;
}

/** One call to Gemini, with the whole JSON body as the application sent it. */
export interface GeminiRequest extends CapturedRequest {
  model: string;
  operation: string;
  /** SHA-256 of the API key, first 12 hex digits: tells keys apart without storing them. On Vertex AI, of the service account's address. */
  keyFingerprint: string;
  /** Inline media stand here as mime type, size and hash; their bytes are not kept. */
  body: GeminiBody;
  platform?: "studio" | "vertex";
  /** On Vertex AI only. */
  project?: string;
  location?: string;
  /** What was answered, as text; null when nothing was. */
  answer: string | null;
}

export interface GeminiContent {
  role?: string;
  parts?: { text?: string; [other: string]: unknown }[];
}

export interface GeminiBody {
  contents?: GeminiContent[];
  systemInstruction?: GeminiContent;
  generationConfig?: Record<string, unknown>;
  [other: string]: unknown;
}

/** A call that the world made: a webhook or a status callback. */
export interface CapturedCallback {
  at: number;
  url: string;
  kind: "inbound" | "status";
  params: Record<string, string>;
  signature: string | null;
  /** 0 when there was no HTTP answer. */
  status: number;
  body: string;
  ms: number;
  error: string | null;
}

export interface Mail {
  id: string;
  at: number;
  from: string;
  to: string[];
  subject: string;
  text: string | null;
  html: string | null;
  idempotencyKey: string | null;
}

export type WorldEvent =
  | { type: "message"; message: WorldMessage }
  | { type: "status"; message: WorldMessage }
  | { type: "mail"; mail: Mail }
  | { type: "thinking"; lastUserText: string }
  /** The business is shown to be writing to this person. */
  | { type: "typing"; personId: string; number: string }
  | { type: "faults" }
  | { type: "directory" }
  | { type: "reset" };

/** The key that Gemini accepts unless others are set. */
export const DEFAULT_GEMINI_KEY = "world-gemini-key";
/** The key that the mail provider accepts unless others are set. */
export const DEFAULT_MAIL_KEY = "re_world_mail_key";
