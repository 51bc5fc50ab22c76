import { ConversationObject } from "../../workers/conversation/ConversationObject.ts";
import { messageForModel } from "../../workers/agents/mediaText.ts";
import type { ConversationDeps, LinePort, LiveRoomPort, MediaAdoption, ThreadEvent } from "../../workers/conversation/ports.ts";
import type { PreparedTurn } from "../../workers/conversation/prepared.ts";
import type { HandWritten, Inbound } from "../../workers/conversation/rpc.ts";
import type { Parties, StoredMessage } from "../../workers/conversation/state.ts";
import type { CallOff, DeliveryUpdate, OutboundPart, SendOutcome } from "../../workers/channels/port.ts";
import { consentWord } from "../../workers/contacts/consentWords.ts";
import type { ModelResult } from "../../workers/models/port.ts";
import type { FindQuestion } from "../../workers/channels/whatsapp/line.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import type { Intent, Level } from "../../schema/contract/enums.ts";
import type { Media, MediaKind } from "../../schema/contract/media.ts";
import type { Message } from "../../schema/contract/conversations.ts";
import type { PageEvent } from "../../schema/contract/live.ts";
import { NodeD1 } from "../support/nodeD1.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import { pendingFile } from "./pendingFile.ts";

/** A model call that waits for the simulation to decide how it ends. */
export interface PendingCall {
  system: string;
  history: StoredMessage[];
  batch: string[];
  /** The ids of those messages. */
  asked: string[];
  level: Level;
  life: number;
  /** Events that the console had been told when the model was asked. */
  toldBefore: number;
  finish(result: ModelResult): void;
}

/** A send call on the wire. `arrived` says whether the provider has it. */
export interface PendingSend {
  part: OutboundPart;
  life: number;
  at: number;
  answer(outcome: SendOutcome): void;
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
};

/** A lead of an agent that nothing special was said about. */
export const somebody: Parties = {
  agentName: "A",
  contactName: "C",
  isClient: false,
  level: 1,
  language: "it",
  customerLanguage: null,
  handBackMinutes: null,
  away: null,
  blockedAt: null,
  isAnswered: true,
};

/** What a colleague writes by hand in the console. */
export const handWritten = (text: string, clientMessageId: string): HandWritten => ({
  text,
  clientMessageId,
  by: "Anna",
  media: [],
  elsewhere: {},
  template: null,
  level: 1,
});

const nothing = { remainingMessages: null, intent: null } as const;

let serial = 0;

/**
 * One conversation with everything around it under the test's thumb: the real object on real SQLite, a clock that moves when it
 * is told to, model and send calls that end when and how it is decided, and a process that can be dropped at any moment.
 */
export class Simulation {
  readonly calls: PendingCall[] = [];
  readonly sends: PendingSend[] = [];
  /** Every text the provider took, in the order it took them: what the customer's phone shows. */
  readonly phone: { text: string; messageId: string; part: number; at: number; sid?: string }[] = [];
  /** Every call the line was asked for, whatever became of it. */
  readonly asks: { part: OutboundPart; at: number }[] = [];
  readonly calledOff: (CallOff & { line: string })[] = [];
  lineIsAway = false;
  /** What was looked for at the provider. */
  readonly lookedFor: FindQuestion[] = [];
  /** Which messages each answer was an answer to, as the model saw them, and their ids. */
  readonly answered = new Map<string, { texts: string[]; ids: string[] }>();
  /** Files that were ordered to be fetched and understood, once each. */
  readonly adopted = new Map<string, MediaAdoption>();
  /** Other conversations that this one may hand its thread to. */
  readonly peers = new Map<string, Simulation>();
  readonly live: ThreadEvent[] = [];
  /** What a page of the customer's that is open all the time was told. */
  readonly page: PageEvent[] = [];
  readonly mentions: Parameters<LiveRoomPort["mention"]>[0][] = [];
  readonly d1 = new NodeD1();
  readonly ids = { tenant: "", agent: "", contact: "", conversation: "" };
  now = 1_700_000_000_000;
  level: Level = 1;
  /** What the next turns find their batch to be about. */
  intent: Intent | null = null;
  /** When the contact was blocked, as D1 has it. */
  blockedAt: number | null = null;
  /** The agent's, as D1 has it. */
  handBackMinutes: number | null = null;
  away: Parties["away"] = null;
  isAnswered = true;
  liveIsAway = false;
  /** Since when the live room believes that the outbox waits. */
  troubledSince: number | null = null;
  /** What WhatsApp was asked to show as being answered. */
  readonly typingShown: { sid: string; at: number }[] = [];
  showTyping: LinePort["showTyping"] = async ({ sid }) => void this.typingShown.push({ sid, at: this.now });
  /** What becomes of a colleague's question to the model. */
  suggest: ConversationDeps["suggest"] = async () => ({ text: "", model: "m" });
  summarize: ConversationDeps["summarize"] = async () => ({ text: "" });
  /** Its answer comes even when nobody wants it any more. */
  modelIsDeaf = false;
  /** Twilio's list of messages can't be read. */
  listIsAway = false;
  /** Why no file can be ordered just now. */
  jobsTrouble: string | null = null;
  #storage = new NodeStorage("conversation");
  #life = 0;
  #counter = 0;
  #sids = 0;
  #object: ConversationObject;

  constructor() {
    serial++;
    this.ids.tenant = this.#id("tenant");
    this.ids.agent = this.#id("agent");
    this.ids.contact = this.#id("contact");
    this.ids.conversation = this.#id("conversation");
    this.#seed();
    this.#object = this.#build();
  }

  get object(): ConversationObject {
    return this.#object;
  }

  #id(kind: Parameters<typeof makeId>[0]): string {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setUint32(0, serial * 7 + 1);
    for (let i = 0, rest = ++this.#counter; i < 10; i++, rest = Math.floor(rest / 32)) bytes[15 - i] = rest % 32;
    return makeId(kind, this.now, bytes);
  }

  #seed(): void {
    const { tenant, agent, contact, conversation } = this.ids;
    const run = (sql: string) => this.d1.sqlite.exec(sql);
    run(
      `INSERT INTO tenants (id,name,language,time_zone,consultant_phones,reception_phones,created_at) VALUES ('${tenant}','T','it','Europe/Rome','[]','[]',0)`,
    );
    run(`INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,daily_message_limit,daily_spend_cap_micros,concise_mode,auto_response_enabled,quiet_ms,upgrade_text,model_name,version,created_at,updated_at)
      VALUES ('${tenant}','${agent}','A','a${serial}','','','','[]','whatsapp_ai',1,'[]',15,0,1,1,4000,'','m',1,0,0)`);
    run(
      `INSERT INTO contacts (tenant_id,id,display_name,roles,note,created_at,updated_at) VALUES ('${tenant}','${contact}','C','["lead"]','',0,0)`,
    );
    run(`INSERT INTO conversations (tenant_id,id,agent_id,contact_id,level,ai_enabled,last_message_at,attention,version,created_at)
      VALUES ('${tenant}','${conversation}','${agent}','${contact}',1,1,0,0,0,0)`);
  }

  /** The people as they are read afresh. */
  parties(): Parties {
    const { level, handBackMinutes, away, blockedAt, isAnswered } = this;
    return { ...somebody, level, handBackMinutes, away, blockedAt, isAnswered };
  }

  #deps(life: number): ConversationDeps {
    const gone = <T>(): Promise<T> => new Promise(() => undefined);
    const alive = () => this.#life === life;
    return {
      chance: { now: () => this.now, bytes: (n) => new Uint8Array(n), id: (kind) => this.#id(kind) },
      db: (tenantId) => new TenantDb(this.d1.asD1(), tenantId),
      conversation: (id) => this.peers.get(id)?.object ?? this.#object,
      conversationFetch: () => gone(),
      liveRoom: () => ({
        publish: async (events) => {
          if (!alive()) return gone();
          if (this.liveIsAway) throw new Error("the room is away");
          this.live.push(...events);
        },
        mention: async (news) => {
          if (!alive()) return gone();
          if (this.liveIsAway) throw new Error("the room is away");
          this.mentions.push(news);
        },
        trouble: async ({ since }) => void (this.troubledSince = since),
      }),
      handBackMinutes: async () => {
        if (!alive()) return gone();
        this.d1.gate();
        return this.handBackMinutes;
      },
      hints: { send: async () => undefined },
      mediaAddress: async ({ mediaId }) => `https://files.example/${mediaId}`,
      adoptMedia: async (order) => {
        if (!alive()) return gone();
        if (this.jobsTrouble !== null) throw new Error(this.jobsTrouble);
        if (!this.adopted.has(order.media.id)) this.adopted.set(order.media.id, order);
      },
      line: (name) => ({
        showTyping: (typing) => this.showTyping(typing),
        send: (part) =>
          new Promise((answer) => {
            this.asks.push({ part, at: this.now });
            this.sends.push({ part, life, at: this.now, answer: (outcome) => alive() && answer(outcome) });
          }),
        callOff: async (order) => {
          if (this.lineIsAway) throw new Error("the line is away");
          this.calledOff.push({ line: name, ...order });
        },
        // The line tells messages with the same words apart, by what it knows of the others.
        find: async (question) => {
          if (!alive()) return gone();
          const { messageId, part, since } = question;
          this.lookedFor.push(question);
          if (this.listIsAway) throw new Error("the list is away");
          const found = this.phone.findLast(
            (seen) => seen.messageId === messageId && seen.part === part && seen.at >= since - 1_000,
          );
          return found ? { sid: found.sid ?? `SM${found.messageId}${found.part}` } : null;
        },
      }),
      later: (_ms, work) => void setImmediate(() => alive() && work()),
      suggest: (...asked) => this.suggest(...asked),
      summarize: (...asked) => this.summarize(...asked),
      prepareTurn: async ({ messages }, history): Promise<PreparedTurn> => {
        if (!alive()) return gone();
        this.d1.gate();
        const level = this.level;
        if (this.blockedAt !== null)
          return { kind: "settled", outcome: { kind: "silent", needsPerson: null }, parties: this.parties(), ...nothing };
        return {
          kind: "asking",
          level,
          parties: this.parties(),
          intent: this.intent,
          request: {
            model: "m",
            system: JSON.stringify(history(level, 20)),
            contents: messages.map((message) => ({ role: "user", text: messageForModel(message, "it") })),
            grounding: messages.map((message) => ({ title: message.id, text: "" })),
            maxOutputTokens: 100,
          },
          keyFor: { tenantId: this.ids.tenant, payer: "pool", conversationId: null },
          disclosure: null,
          apologies: { unavailable: "scusa", refused: "scusa" },
          remainingMessages: null,
          trace: {} as never,
          settle: async () => undefined,
        };
      },
      model: {
        generate: (request, { signal }) =>
          new Promise((resolve) => {
            const call: PendingCall = {
              system: request.system,
              history: JSON.parse(request.system) as StoredMessage[],
              batch: request.contents.map((content) => content.text),
              asked: (request.grounding ?? []).map(({ title }) => title),
              level: this.level,
              life,
              toldBefore: this.live.length,
              finish: (result) => alive() && resolve(result),
            };
            signal.addEventListener("abort", () => {
              if (this.modelIsDeaf) return;
              this.calls.splice(this.calls.indexOf(call), 1);
              call.finish({ ok: false, failure: "aborted", detail: "" });
            });
            this.calls.push(call);
          }),
      },
    };
  }

  #build(): ConversationObject {
    const page = {
      deserializeAttachment: () => ({ until: Number.MAX_SAFE_INTEGER }),
      send: (frame: string) => void this.page.push(JSON.parse(frame) as PageEvent),
    };
    const context = { storage: this.#storage, getWebSockets: () => [page], setWebSocketAutoResponse: () => undefined };
    return new ConversationObject(context as never, {}, this.#deps(this.#life));
  }

  /** The process dies: what was stored stays, what was on the wire arrives or is lost, and nobody is left to be told. */
  async crash(arrives: boolean): Promise<void> {
    this.#life++;
    for (const send of this.sends.splice(0)) if (arrives) this.#arrive(send);
    this.calls.length = 0;
    this.#object = this.#build();
    await settle();
  }

  /** @returns the ids of its files, of the given kinds, which are pending until something is made of them */
  async write(
    text: string,
    channel: "web" | "whatsapp",
    key: string,
    kinds: MediaKind[] = [],
    more: Partial<Inbound> = {},
  ): Promise<string[]> {
    const { tenant: tenantId, agent: agentId, contact: contactId, conversation: id } = this.ids;
    const inbound: Inbound = {
      birth: { id, tenantId, agentId, contactId },
      parties: this.parties(),
      channel,
      text,
      dedupeKey: key,
      quietMs: 4_000,
      whatsapp: channel === "whatsapp" ? { line: "AC:+1", to: "+447700900001" } : null,
      answer: null,
      cargo: { media: kinds.map((kind) => pendingFile(this.#id("media"), kind)), place: null, button: null },
      sources: {},
      quotedSid: null,
      consent: consentWord(text),
      addressHash: null,
      people: null,
      ...more,
    };
    await this.#object.receive(inbound);
    await settle();
    return inbound.cargo.media.map(({ id }) => id);
  }

  /** A file has got further, as its jobs would say: only those that were ordered can. */
  async makeOf(mediaId: string, found: Partial<Media>): Promise<void> {
    const order = this.adopted.get(mediaId);
    if (!order) return;
    await this.#object.mediaChanged({ messageId: order.messageId, media: { ...order.media, ...found } });
    await settle();
  }

  async finishCall(result: ModelResult): Promise<void> {
    const call = this.calls.shift();
    if (call && result.ok) this.answered.set(result.text, { texts: call.batch, ids: call.asked });
    call?.finish(result);
    await settle();
  }

  #arrive({ part: { text, messageId, part } }: PendingSend): string {
    const sid = `SM${++this.#sids}`;
    this.phone.push({ text, messageId, part, at: this.now, sid });
    return sid;
  }

  /** What the provider reports of a part it has taken. */
  async report(
    { messageId, part, sid }: { messageId: string; part: number; sid?: string },
    status: DeliveryUpdate["status"],
    code: string | null = null,
  ): Promise<void> {
    const failure = code === null ? null : { code, detail: "" };
    const update = { conversationId: this.ids.conversation, messageId, part, sid: sid ?? "", status, failure, at: this.now };
    await this.#object.delivery(update);
    await settle();
  }

  /** The provider takes the oldest call's message (or doesn't) and answers (or doesn't). */
  async finishSend(takes: boolean, outcome: SendOutcome): Promise<void> {
    const send = this.sends.shift();
    if (!send) return;
    const sid = takes ? this.#arrive(send) : "";
    send.answer(outcome.kind === "accepted" ? { kind: "accepted", sid } : outcome);
    await settle();
  }

  /** Lets time pass, alarms included. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (let rounds = 0; rounds < 200 && this.#storage.alarm !== null && this.#storage.alarm <= until; rounds++) {
      this.now = Math.max(this.now, this.#storage.alarm);
      this.#storage.alarm = null;
      await this.#object.alarm();
      await settle();
    }
    this.now = until;
  }

  async thread(): Promise<Message[]> {
    const page = await this.#object.messages({ direction: "before", cursor: undefined, limit: 10_000 });
    return page.items;
  }

  settled = settle;
  close(): void {
    this.#life++;
    this.#storage.close();
    this.d1.close();
  }
}
