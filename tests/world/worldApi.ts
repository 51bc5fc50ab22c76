import type {
  Account,
  BusinessNumber,
  CapturedCallback,
  CapturedRequest,
  GeminiRequest,
  Mail,
  MessageStatus,
  Person,
  WorldMessage,
} from "./contract.ts";
import type { MessageFilter } from "./messageFilter.ts";
import type { PushApi } from "./push/group.ts";
import type { Marker } from "./samples/marker.ts";
import type { FileInHand, MediaRequest, Place, ServiceAccountKey, StoredMedia, Template } from "./shapes.ts";
import type { DeliveryRule, Fault, FaultSpec, GeminiPace, SayOptions, SayResult, ScriptedAnswer } from "./switches.ts";

/** How several messages of one person reach the application: one after the other in this order, or all at the same time. */
export interface BurstOptions extends SayOptions {
  order?: "asWritten" | "backwards" | "shuffled" | "atOnce";
  gapMs?: number;
}

/** What goes along with a file that somebody sends; `text` is its caption. */
export interface SendOptions extends SayOptions {
  text?: string;
}

/** Somebody's phone. Unknown people are made up on the spot. */
export interface Phone {
  /** Writes one WhatsApp message and waits for the webhook's answer. */
  says(text: string, options: SayOptions): Promise<SayResult>;
  /** Writes several; Twilio logs them as written, their webhooks arrive in `order`, `gapMs` apart. */
  saysAll(texts: string[], options: BurstOptions): Promise<SayResult[]>;
  /** Sends a file, or several in one message, with or without a caption. */
  sends(files: FileInHand | FileInHand[], options: SendOptions): Promise<SayResult>;
  sharesPlace(place: Place, options: SayOptions): Promise<SayResult>;
  /** Taps the button with this title on a message that came from the business. Throws when there is no such button. */
  taps(sid: string, title: string, options?: Omit<SayOptions, "to">): Promise<SayResult>;
  /** Answers one message by quoting it, whichever side wrote it. */
  replies(sid: string, text: string, options?: Omit<SayOptions, "to">): Promise<SayResult>;
  /** Both directions of this person's chats, oldest first. */
  messages(number?: string): Promise<WorldMessage[]>;
  /** Waits until `count` messages have come in from the business (default 1); rejects after `timeoutMs` (default 10000). */
  waitFor(count?: number, timeoutMs?: number): Promise<WorldMessage[]>;
}

/** Twilio's files and whoever asks for them. */
export interface MediaApi {
  /** Every request for a file at Twilio's API, at its CDN, and at the host that is not Twilio's. */
  requests(): Promise<MediaRequest[]>;
  /** Files in Twilio's store, deleted ones included. */
  stored(): Promise<StoredMedia[]>;
  /** A file's bytes as the phone has them. */
  bytes(sid: string): Promise<Uint8Array>;
  /** From now on the model finds this in a file with exactly these bytes, whatever the file says of itself. */
  means(bytes: Uint8Array, marker: Marker): Promise<void>;
}

/** Twilio's content templates. */
export interface TemplateApi {
  /** Adds one, or changes the one with this SID; what is left out is made up. */
  put(template: TemplateSpec): Promise<Template>;
  remove(sid: string): Promise<void>;
  list(): Promise<Template[]>;
}

export type TemplateSpec = { accountSid: string } & Partial<Omit<Template, "approval">> & {
    approval?: Partial<Template["approval"]>;
  };

/** Google's service accounts. */
export interface VertexApi {
  /** A new key file of this project; the private half is given out this once. */
  serviceAccount(projectId: string, name?: string): Promise<ServiceAccountKey>;
  removeServiceAccount(email: string): Promise<void>;
  /** How long access tokens live from now on. */
  setTokenSeconds(seconds: number): Promise<void>;
  /** All access tokens given out so far are over. */
  expireTokens(): Promise<void>;
}

/**
 * Everything that can be asked of a world, in this process or another.
 * The in-process `World` and the HTTP `WorldClient` both keep this contract.
 */
export interface WorldApi {
  readonly url: string;
  readonly twilioBase: string;
  readonly geminiBase: string;
  readonly mailBase: string;
  /** Twilio's Content API, Vertex AI, and Google's token endpoint (`…/token`). */
  readonly contentBase: string;
  readonly vertexBase: string;
  readonly media: MediaApi;
  readonly templates: TemplateApi;
  readonly vertex: VertexApi;
  /** Origin of the push service. */
  readonly pushBase: string;
  readonly push: PushApi;

  putAccount(account: Partial<Account>): Promise<Account>;
  putNumber(number: Partial<BusinessNumber> & { number: string; accountSid: string }): Promise<BusinessNumber>;
  removeNumber(number: string): Promise<void>;
  /** Gives an account a second token beside the first; both open the API, webhooks stay signed with the first. */
  makeSecondaryToken(accountSid: string): Promise<Account>;
  /** The second token becomes the only one, and signs. */
  promoteToken(accountSid: string): Promise<Account>;
  putPerson(person: Partial<Person> & { id: string }): Promise<Person>;
  directory(): Promise<{ accounts: Account[]; numbers: BusinessNumber[]; people: Person[] }>;
  setGeminiKeys(keys: string[]): Promise<void>;
  setMailKeys(keys: string[]): Promise<void>;

  phone(id: string): Phone;
  /** Calls the webhook again for a message that Twilio already has, now or days later. */
  redeliver(sid: string, copies?: number): Promise<SayResult>;
  /** Calls a message's StatusCallback with any status, also one it never had, now or days later. */
  reportStatus(sid: string, status: MessageStatus, errorCode?: number): Promise<void>;
  messages(filter?: MessageFilter): Promise<WorldMessage[]>;
  twilioRequests(): Promise<CapturedRequest[]>;
  callbacks(): Promise<CapturedCallback[]>;

  geminiRequests(): Promise<GeminiRequest[]>;
  script(...answers: ScriptedAnswer[]): Promise<void>;
  setPace(pace: Partial<GeminiPace>): Promise<void>;

  mails(to?: string): Promise<Mail[]>;

  fail(spec: FaultSpec): Promise<Fault>;
  faults(): Promise<Fault[]>;
  /** One by its id; without an id all, delivery rules included. */
  clearFaults(id?: number): Promise<void>;
  deliver(rule: DeliveryRule): Promise<void>;
  /** Rules that still have messages to take. */
  deliveries(): Promise<DeliveryRule[]>;
  clearDeliveries(): Promise<void>;

  /** Moves the world's clock forward, e.g. past the 24 h window. */
  advanceClock(ms: number): Promise<void>;
  /** Forgets everything but, with `keepDirectory`, accounts, numbers, people and keys. */
  reset(options?: { keepDirectory?: boolean }): Promise<void>;
  close(): Promise<void>;
}
