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
import type { DeliveryRule, Fault, FaultSpec, GeminiPace, SayOptions, SayResult, ScriptedAnswer } from "./switches.ts";
import type { MessageFilter } from "./messageFilter.ts";
import { phoneHandle } from "./phoneHandle.ts";
import { pushCalls, type PushApi } from "./push/group.ts";
import { mediaCalls, templateCalls, vertexCalls } from "./groupCalls.ts";
import type { ControlCall } from "./groupCalls.ts";
import type { BurstOptions, MediaApi, Phone, TemplateApi, VertexApi, WorldApi } from "./worldApi.ts";

/** The same world, in another process: every operation is one call of the control API. */
export class WorldClient implements WorldApi {
  readonly url: string;
  readonly twilioBase: string;
  readonly geminiBase: string;
  readonly mailBase: string;
  readonly contentBase: string;
  readonly vertexBase: string;
  readonly media: MediaApi;
  readonly templates: TemplateApi;
  readonly vertex: VertexApi;
  readonly pushBase: string;
  readonly push: PushApi;

  constructor(url: string) {
    this.url = url.replace(/\/$/, "");
    this.twilioBase = this.url;
    this.geminiBase = this.url;
    this.mailBase = this.url;
    this.contentBase = this.url;
    this.vertexBase = this.url;
    const call: ControlCall = (method, path, body) => this.#call(method, path, body);
    this.media = mediaCalls(call, this.url);
    this.templates = templateCalls(call);
    this.vertex = vertexCalls(call);
    this.pushBase = this.url;
    this.push = pushCalls(call);
  }

  makeSecondaryToken(accountSid: string): Promise<Account> {
    return this.#call("POST", `/accounts/${accountSid}/secondary-token`);
  }

  promoteToken(accountSid: string): Promise<Account> {
    return this.#call("POST", `/accounts/${accountSid}/promotion`);
  }

  async reportStatus(sid: string, status: MessageStatus, errorCode?: number): Promise<void> {
    await this.#call("POST", `/messages/${sid}/reports`, { status, ...(errorCode === undefined ? {} : { errorCode }) });
  }

  putAccount(account: Partial<Account>): Promise<Account> {
    return this.#call("PUT", "/accounts", account);
  }

  putNumber(number: Partial<BusinessNumber> & { number: string; accountSid: string }): Promise<BusinessNumber> {
    return this.#call("PUT", "/numbers", number);
  }

  async removeNumber(number: string): Promise<void> {
    await this.#call("DELETE", `/numbers/${encodeURIComponent(number)}`);
  }

  putPerson(person: Partial<Person> & { id: string }): Promise<Person> {
    return this.#call("PUT", "/people", person);
  }

  directory(): Promise<{ accounts: Account[]; numbers: BusinessNumber[]; people: Person[] }> {
    return this.#call("GET", "/directory");
  }

  async setGeminiKeys(keys: string[]): Promise<void> {
    await this.#call("PUT", "/gemini/keys", { keys });
  }

  async setMailKeys(keys: string[]): Promise<void> {
    await this.#call("PUT", "/mail/keys", { keys });
  }

  phone(id: string): Phone {
    return phoneHandle(this, id);
  }

  say(id: string, text: string, options: SayOptions): Promise<SayResult> {
    return this.#call("POST", `/phones/${encodeURIComponent(id)}/messages`, { text, ...options });
  }

  burst(id: string, texts: string[], options: BurstOptions): Promise<SayResult[]> {
    return this.#call("POST", `/phones/${encodeURIComponent(id)}/bursts`, { texts, ...options });
  }

  redeliver(sid: string, copies = 1): Promise<SayResult> {
    return this.#call("POST", `/messages/${sid}/redeliveries`, { copies });
  }

  messages(filter: MessageFilter = {}): Promise<WorldMessage[]> {
    return this.#call("GET", `/messages?${new URLSearchParams({ ...filter })}`);
  }

  twilioRequests(): Promise<CapturedRequest[]> {
    return this.#call("GET", "/twilio/requests");
  }

  callbacks(): Promise<CapturedCallback[]> {
    return this.#call("GET", "/twilio/callbacks");
  }

  geminiRequests(): Promise<GeminiRequest[]> {
    return this.#call("GET", "/gemini/requests");
  }

  async script(...answers: ScriptedAnswer[]): Promise<void> {
    await this.#call("POST", "/gemini/script", { answers });
  }

  async setPace(pace: Partial<GeminiPace>): Promise<void> {
    await this.#call("PUT", "/gemini/pace", pace);
  }

  mails(to?: string): Promise<Mail[]> {
    return this.#call("GET", to === undefined ? "/mails" : `/mails?to=${encodeURIComponent(to)}`);
  }

  fail(spec: FaultSpec): Promise<Fault> {
    return this.#call("POST", "/faults", spec);
  }

  faults(): Promise<Fault[]> {
    return this.#call("GET", "/faults");
  }

  async clearFaults(id?: number): Promise<void> {
    await this.#call("DELETE", id === undefined ? "/faults" : `/faults/${id}`);
  }

  async deliver(rule: DeliveryRule): Promise<void> {
    await this.#call("POST", "/deliveries", rule);
  }

  deliveries(): Promise<DeliveryRule[]> {
    return this.#call("GET", "/deliveries");
  }

  async clearDeliveries(): Promise<void> {
    await this.#call("DELETE", "/deliveries");
  }

  async advanceClock(ms: number): Promise<void> {
    await this.#call("POST", "/clock", { advanceMs: ms });
  }

  async reset(options: { keepDirectory?: boolean } = {}): Promise<void> {
    await this.#call("POST", "/reset", options);
  }

  /** Nothing is held open: the world belongs to its own process. */
  async close(): Promise<void> {}

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/world${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`world: ${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
