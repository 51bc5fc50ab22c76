import type {
  Account,
  BusinessNumber,
  CapturedCallback,
  CapturedRequest,
  GeminiRequest,
  Mail,
  Person,
  WorldMessage,
} from "./contract.ts";
import type { MessageFilter } from "./messageFilter.ts";
import type { DeliveryRule, Fault, FaultSpec, GeminiPace, SayOptions, SayResult, ScriptedAnswer } from "./switches.ts";

/** How several messages of one person reach the application: one after the other in this order, or all at the same time. */
export interface BurstOptions extends SayOptions {
  order?: "asWritten" | "backwards" | "shuffled" | "atOnce";
  gapMs?: number;
}

/** Somebody's phone. Unknown people are made up on the spot. */
export interface Phone {
  /** Writes one WhatsApp message and waits for the webhook's answer. */
  says(text: string, options: SayOptions): Promise<SayResult>;
  /** Writes several; Twilio logs them as written, their webhooks arrive in `order`, `gapMs` apart. */
  saysAll(texts: string[], options: BurstOptions): Promise<SayResult[]>;
  /** Both directions of this person's chats, oldest first. */
  messages(number?: string): Promise<WorldMessage[]>;
  /** Waits until `count` messages have come in from the business (default 1); rejects after `timeoutMs` (default 10000). */
  waitFor(count?: number, timeoutMs?: number): Promise<WorldMessage[]>;
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

  putAccount(account: Partial<Account>): Promise<Account>;
  putNumber(number: Partial<BusinessNumber> & { number: string; accountSid: string }): Promise<BusinessNumber>;
  removeNumber(number: string): Promise<void>;
  putPerson(person: Partial<Person> & { id: string }): Promise<Person>;
  directory(): Promise<{ accounts: Account[]; numbers: BusinessNumber[]; people: Person[] }>;
  setGeminiKeys(keys: string[]): Promise<void>;
  setMailKeys(keys: string[]): Promise<void>;

  phone(id: string): Phone;
  /** Calls the webhook again for a message that Twilio already has, now or days later. */
  redeliver(sid: string, copies?: number): Promise<SayResult>;
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
