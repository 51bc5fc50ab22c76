import type { Server } from "node:http";
import { sayBurst } from "./burst.ts";
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
import type { Core } from "./core.ts";
import { mediaGroup, rotateToken, templateGroup, vertexGroup } from "./groups.ts";
import { ensurePerson } from "./people.ts";
import { filterMessages } from "./messageFilter.ts";
import type { MessageFilter } from "./messageFilter.ts";
import { phoneHandle } from "./phoneHandle.ts";
import { emptyState } from "./state.ts";
import { deliverInbound, logInbound } from "./twilio/inbound.ts";
import { pushGroup, type PushApi } from "./push/group.ts";
import { reportStatus } from "./twilio/statuses.ts";
import type { BurstOptions, MediaApi, Phone, TemplateApi, VertexApi, WorldApi } from "./worldApi.ts";

/** A running world in this process. Beside the shared contract it shows its captured traffic without awaiting. */
export class World implements WorldApi {
  readonly url: string;
  readonly twilioBase: string;
  readonly geminiBase: string;
  readonly mailBase: string;
  readonly contentBase: string;
  readonly vertexBase: string;
  /** A host that is not Twilio's. */
  readonly foreignUrl: string;
  readonly media: MediaApi;
  readonly templates: TemplateApi;
  readonly vertex: VertexApi;
  readonly pushBase: string;
  readonly push: PushApi;
  readonly core: Core;
  readonly #servers: Server[];

  constructor(core: Core, servers: Server[]) {
    this.core = core;
    this.#servers = servers;
    this.url = core.url;
    this.foreignUrl = core.foreignUrl;
    this.contentBase = this.url;
    this.vertexBase = this.url;
    this.media = mediaGroup(core);
    this.templates = templateGroup(core);
    this.vertex = vertexGroup(core);
    this.pushBase = this.url;
    this.push = pushGroup(core);
    this.twilioBase = this.url;
    this.geminiBase = this.url;
    this.mailBase = this.url;
  }

  /** Twilio's side: every request, every outbound message, every webhook and callback made. */
  get twilio(): { requests: CapturedRequest[]; sent: WorldMessage[]; callbacks: CapturedCallback[] } {
    const sent = filterMessages(this.core, { direction: "outbound-api" });
    return { requests: this.core.twilioRequests, sent, callbacks: this.core.callbacks };
  }

  get gemini(): { requests: GeminiRequest[] } {
    return { requests: this.core.geminiRequests };
  }

  get mail(): { requests: CapturedRequest[]; sent: Mail[] } {
    return { requests: this.core.mailRequests, sent: this.core.state.mails };
  }

  async putAccount(account: Partial<Account>): Promise<Account> {
    const made = {
      accountSid: `AC${this.core.random.hex(32)}`,
      authToken: this.core.random.hex(32),
      name: "Account",
      ...account,
    };
    return this.#put(this.core.state.accounts, made, (one) => one.accountSid === made.accountSid);
  }

  async putNumber(number: Partial<BusinessNumber> & { number: string; accountSid: string }): Promise<BusinessNumber> {
    const made: BusinessNumber = { webhookUrl: null, name: number.number, ...number };
    const plain = (one: BusinessNumber) => one.sandboxWords === undefined;
    const same = (one: BusinessNumber) => one.accountSid === made.accountSid || (plain(one) && plain(made));
    return this.#put(this.core.state.numbers, made, (one) => one.number === made.number && same(one));
  }

  async removeNumber(number: string): Promise<void> {
    this.core.state.numbers = this.core.state.numbers.filter((one) => one.number !== number);
    this.core.changed();
    this.core.events.emit({ type: "directory" });
  }

  async makeSecondaryToken(accountSid: string): Promise<Account> {
    return rotateToken(this.core, accountSid, "make");
  }

  async promoteToken(accountSid: string): Promise<Account> {
    return rotateToken(this.core, accountSid, "promote");
  }

  async putPerson(person: Partial<Person> & { id: string }): Promise<Person> {
    const made = ensurePerson(this.core, person.id, person);
    this.core.changed();
    return made;
  }

  async directory(): Promise<{ accounts: Account[]; numbers: BusinessNumber[]; people: Person[] }> {
    const { accounts, numbers, people } = this.core.state;
    return { accounts, numbers, people };
  }

  async setGeminiKeys(keys: string[]): Promise<void> {
    this.core.state.geminiKeys = keys;
    this.core.changed();
  }

  async setMailKeys(keys: string[]): Promise<void> {
    this.core.state.mailKeys = keys;
    this.core.changed();
  }

  phone(id: string): Phone {
    return phoneHandle(this, id);
  }

  async say(id: string, text: string, options: SayOptions): Promise<SayResult> {
    const person = ensurePerson(this.core, id);
    return deliverInbound(this.core, logInbound(this.core, person, text, options), person, options);
  }

  async burst(id: string, texts: string[], options: BurstOptions): Promise<SayResult[]> {
    return sayBurst(this.core, ensurePerson(this.core, id), texts, options);
  }

  async redeliver(sid: string, copies = 1): Promise<SayResult> {
    const message = this.core.state.messages.find((one) => one.sid === sid && one.direction === "inbound");
    if (message === undefined) throw new Error(`no inbound message ${sid} in this world`);
    return deliverInbound(this.core, message, ensurePerson(this.core, message.personId), { to: message.number, copies });
  }

  async reportStatus(sid: string, status: MessageStatus, errorCode?: number): Promise<void> {
    await reportStatus(this.core, sid, status, errorCode);
  }

  async messages(filter: MessageFilter = {}): Promise<WorldMessage[]> {
    return filterMessages(this.core, filter);
  }

  async twilioRequests(): Promise<CapturedRequest[]> {
    return this.core.twilioRequests;
  }

  async callbacks(): Promise<CapturedCallback[]> {
    return this.core.callbacks;
  }

  async geminiRequests(): Promise<GeminiRequest[]> {
    return this.core.geminiRequests;
  }

  async script(...answers: ScriptedAnswer[]): Promise<void> {
    this.core.script.push(...answers);
  }

  async setPace(pace: Partial<GeminiPace>): Promise<void> {
    this.core.state.pace = { ...this.core.state.pace, ...pace };
    this.core.changed();
  }

  async mails(to?: string): Promise<Mail[]> {
    return this.core.state.mails.filter((mail) => to === undefined || mail.to.some((one) => one.includes(to)));
  }

  async fail(spec: FaultSpec): Promise<Fault> {
    const fault = this.core.faults.add(spec);
    this.core.events.emit({ type: "faults" });
    return fault;
  }

  async faults(): Promise<Fault[]> {
    return this.core.faults.list;
  }

  async clearFaults(id?: number): Promise<void> {
    this.core.faults.clear(id);
    if (id === undefined) this.core.deliveryRules.length = 0;
    this.core.events.emit({ type: "faults" });
  }

  async deliver(rule: DeliveryRule): Promise<void> {
    this.core.deliveryRules.push({ ...rule, remaining: rule.times === undefined ? 1 : rule.times });
    this.core.events.emit({ type: "faults" });
  }

  async deliveries(): Promise<DeliveryRule[]> {
    return this.core.deliveryRules.filter((rule) => rule.remaining !== 0);
  }

  async clearDeliveries(): Promise<void> {
    this.core.deliveryRules.length = 0;
    this.core.events.emit({ type: "faults" });
  }

  async advanceClock(ms: number): Promise<void> {
    this.core.state.clockOffset += ms;
    this.core.changed();
  }

  async reset(options: { keepDirectory?: boolean } = {}): Promise<void> {
    const { accounts, numbers, people, geminiKeys, mailKeys, pace, templates, serviceAccounts } = this.core.state;
    const directory = { accounts, numbers, people, geminiKeys, mailKeys, pace, templates, serviceAccounts };
    const kept = options.keepDirectory === true ? directory : {};
    this.core.reset({ ...emptyState(), ...kept });
  }

  async close(): Promise<void> {
    this.core.close();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  }

  #put<T>(list: T[], made: T, same: (one: T) => boolean): T {
    const at = list.findIndex(same);
    if (at < 0) list.push(made);
    else list[at] = made;
    this.core.changed();
    this.core.events.emit({ type: "directory" });
    return made;
  }
}
