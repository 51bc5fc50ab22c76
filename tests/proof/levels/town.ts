import type { InboundMessage } from "../../../workers/channels/port.ts";
import type { Place } from "../../../schema/contract/media.ts";
import type { Level } from "../../../schema/contract/enums.ts";
import { deliverWhatsapp } from "../../../workers/conversation/intake.ts";
import { ConversationObject } from "../../../workers/conversation/ConversationObject.ts";
import { moveThreads } from "../../../workers/conversation/moveThreads.ts";
import { partiesOf } from "../../../workers/conversation/parties.ts";
import type { ConversationDeps, MediaAdoption } from "../../../workers/conversation/ports.ts";
import { prepareTurn, type QuotaPort } from "../../../workers/conversation/prepareTurn.ts";
import { suggest } from "../../../workers/conversation/suggest.ts";
import { summarize } from "../../../workers/conversation/summarize.ts";
import type { ContactDeps } from "../../../workers/contacts/deps.ts";
import { sendMessage } from "../../../workers/inbox/sendMessage.ts";
import type { InboxDeps } from "../../../workers/inbox/deps.ts";
import { ReadAhead } from "../../../workers/page/readAhead.ts";
import { readThread, type ThreadFacts } from "../../../workers/page/readThread.ts";
import { Directory, type PageVisit } from "../../../workers/platform/directory.ts";
import { makeId } from "../../../workers/platform/ids.ts";
import { isRefusal } from "../../../workers/platform/refusal.ts";
import type { ConsoleCaller, CustomerCaller } from "../../../workers/platform/route.ts";
import { TenantDb } from "../../../workers/platform/tenantDb.ts";
import { Trip } from "../../../workers/platform/trip.ts";
import type { NodeD1 } from "../../support/nodeD1.ts";
import { NodeStorage } from "../../support/nodeStorage.ts";
import type { ModelWire } from "./modelWire.ts";

/** What a turn is about to answer, as its object asked for it. */
export interface TurnAsked {
  at: number;
  messages: { id: string; batchId: string | null; dedupeKey: string | null }[];
  supplements: string[];
}

interface Thread {
  storage: NodeStorage;
  object: ConversationObject;
  /** The last turn that was prepared. */
  asked: TurnAsked | null;
}

export interface InboundFacts {
  from: string;
  text: string;
  picture: boolean;
  quotedSid: string | null;
  sid: string;
  profileName?: string;
  place?: Place;
  button?: InboundMessage["button"];
}

const writeBase32 = (into: Uint8Array, number: number): void => {
  for (let at = into.length - 1, rest = number; at >= 0; at--, rest = Math.floor(rest / 32)) into[at] = rest % 32;
};

const settleRounds = 8;
let serial = 0;

/**
 * One business of Filo in one process: real conversation objects on real SQLite, the real D1 migrations with their full-text index,
 * the real turn and the real SDK down to the bytes it sends. The clock moves when it is told to.
 */
export class Town {
  now = 1_700_000_000_000;
  readonly d1: NodeD1;
  readonly wire: ModelWire;
  readonly tenantId: string;
  readonly directory: Directory;
  /** Parts that were sent on WhatsApp, by the sid each was given. */
  readonly sentSids: string[] = [];
  /** Where they went. */
  readonly sentTo: string[] = [];
  readonly adoptions: MediaAdoption[] = [];
  readonly #ahead: ReadAhead;
  readonly #threads = new Map<string, Thread>();
  readonly #serial = ++serial;
  #ids = 0;

  constructor(d1: NodeD1, wire: ModelWire) {
    this.d1 = d1;
    this.wire = wire;
    this.directory = new Directory(d1.asD1());
    this.tenantId = this.id("tenant");
    this.#ahead = new ReadAhead(this.#base());
  }

  id(kind: Parameters<typeof makeId>[0]): string {
    const bytes = new Uint8Array(16);
    writeBase32(bytes.subarray(0, 6), this.#serial);
    writeBase32(bytes.subarray(6), ++this.#ids);
    return makeId(kind, this.now, bytes);
  }

  get chance() {
    return { now: () => this.now, bytes: (n: number) => new Uint8Array(n).fill(this.#ids % 251), id: this.id.bind(this) };
  }

  db = (tenantId: string, trip?: Trip): TenantDb => new TenantDb(this.d1.asD1(), tenantId, trip);

  get mine(): TenantDb {
    return this.db(this.tenantId);
  }

  sql(query: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    return this.d1.statement(query, "objects").all(...values) as Record<string, unknown>[];
  }

  #base() {
    const quota: QuotaPort = { reserve: async () => ({ kind: "ok", remaining: null }), settle: async () => undefined };
    return {
      chance: this.chance,
      db: this.db,
      tenant: (tenantId: string, trip?: Trip) => this.directory.tenant(tenantId, trip),
      quota: () => quota,
      conversation: (id: string) => this.thread(id).object,
    };
  }

  get contactDeps(): ContactDeps {
    const log = (entry: Record<string, unknown>) => {
      throw new Error(JSON.stringify(entry));
    };
    return { chance: this.chance, threads: moveThreads(this.#base()), log };
  }

  #deps(id: string): ConversationDeps {
    const base = this.#base();
    const nothing = async () => undefined;
    return {
      ...base,
      model: this.wire.model("turn"),
      line: () => ({
        showTyping: nothing,
        find: async () => null,
        callOff: async () => undefined,
        send: async ({ to }) => {
          this.sentTo.push(to);
          const sid = `SM${this.#serial}x${this.sentSids.length}`;
          this.sentSids.push(sid);
          return { kind: "accepted", sid };
        },
      }),
      liveRoom: () => ({ publish: nothing, mention: nothing, trouble: nothing }),
      conversationFetch: () => new Promise(() => undefined),
      hints: { send: nothing },
      mediaAddress: async ({ mediaId }) => `https://files.example/${mediaId}`,
      adoptMedia: async (order) => void this.adoptions.push(order),
      handBackMinutes: async () => null,
      later: (_ms, work) => void setImmediate(work),
      prepareTurn: (question, history) => {
        this.thread(id).asked = { at: this.now, messages: question.messages, supplements: question.supplements };
        return prepareTurn(base, question, history);
      },
      suggest: (...asked) => suggest({ ...base, model: this.wire.model("suggest") }, ...asked),
      summarize: (...asked) => summarize({ ...base, model: this.wire.model("summarize") }, ...asked),
    };
  }

  thread(id: string): Thread {
    const known = this.#threads.get(id);
    if (known) return known;
    const storage = new NodeStorage();
    const context = { storage, getWebSockets: () => [], setWebSocketAutoResponse: () => undefined };
    const object = new ConversationObject(context as never, {}, this.#deps(id));
    const made: Thread = { storage, object, asked: null };
    this.#threads.set(id, made);
    return made;
  }

  /** What an object has stored, past the product. */
  stored(id: string, query: string, ...values: string[]): unknown[] {
    return this.thread(id)
      .storage.sql.exec(query, ...values)
      .toArray();
  }

  /** By WhatsApp, as the line hands it over. */
  async writeWhatsapp(agentId: string, facts: InboundFacts): Promise<void> {
    const { from, text, picture, quotedSid, sid, profileName = null, place = null, button = null } = facts;
    const url = `https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/${sid}/Media/ME1`;
    await deliverWhatsapp(
      this.#base(),
      { tenantId: this.tenantId, agentId },
      {
        sid,
        accountSid: "AC1",
        from: { kind: "phone", value: from },
        to: "+14155550100",
        text,
        profileName,
        media: picture ? [{ url, announcedType: "image/jpeg" }] : [],
        place,
        quotedSid,
        button,
        receivedAt: this.now,
        source: "webhook",
      },
      { known: null, claim: (thread) => thread },
    );
    await this.settle();
  }

  /** On the page, as its route hands it over: with what was read ahead on a guess, or a moment ago. */
  async writeWeb(agentId: string, conversationId: string, contactId: string, text: string, key: string): Promise<void> {
    const { tenant, agent, person, reader, knowledge } = await this.#readAhead(agentId, contactId, text);
    if (!tenant || !agent || !person) throw new Error("Nobody writes");
    await this.thread(conversationId).object.receive({
      birth: { id: conversationId, tenantId: this.tenantId, agentId, contactId: person.id },
      parties: partiesOf(tenant, agent, person),
      channel: "web",
      text,
      dedupeKey: `web:${key}`,
      quietMs: 0,
      whatsapp: null,
      answer: null,
      cargo: { media: [], place: null, button: null },
      sources: {},
      quotedSid: null,
      consent: null,
      addressHash: null,
      people: { tenant, agent, person, reader, knowledge },
    });
    await this.settle();
  }

  /** As the page's door does for a browser that it may know: guess, look up, and keep the guess if it was right. */
  async #readAhead(agentId: string, contactId: string, text: string): Promise<ThreadFacts> {
    const { tenantId } = this;
    const who = String(
      this.sql("SELECT merged_into AS one FROM contacts WHERE tenant_id = ? AND id = ?", tenantId, contactId)[0]?.["one"] ??
        contactId,
    );
    const key = { slug: agentId, sessionHash: null, visitorHash: contactId };
    const visit = { tenantId, agentId, customerId: null, visitorId: who };
    const caller = { tenantId, agentId, contactId: who } as CustomerCaller;
    const guess = this.#ahead.guess(key, text, new Trip(this.d1.asD1()));
    this.#ahead.confirm(guess, key, visit as PageVisit, caller);
    const facts = await (this.#ahead.of(caller) ?? readThread(this.#base(), this.mine, { agentId, contactId: who }));
    this.#ahead.learn(caller, facts);
    return facts;
  }

  /** A colleague writes by hand, through the console's own verb. */
  async writeByHand(conversationId: string, messageText: string): Promise<void> {
    const caller = { userId: "usr_1", userName: "Anna", email: "anna@filo.example", tenantId: this.tenantId, db: this.mine };
    const deps = this.#base() as unknown as InboxDeps;
    const order = { messageText, mediaIds: [], clientMessageId: this.id("message") };
    const written = await sendMessage(deps, caller as unknown as ConsoleCaller, conversationId, order);
    if (isRefusal(written) && written.key !== "no_channel") throw new Error(written.key);
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let round = 0; round < settleRounds; round++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets time pass, alarms included. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (let rounds = 0; rounds < 100; rounds++) {
      const due = [...this.#threads.values()]
        .filter(({ storage }) => storage.alarm !== null && storage.alarm <= until)
        .toSorted((a, b) => (a.storage.alarm ?? 0) - (b.storage.alarm ?? 0))[0];
      if (!due) break;
      this.now = Math.max(this.now, due.storage.alarm ?? 0);
      due.storage.alarm = null;
      await due.object.alarm();
      await this.settle();
    }
    this.now = until;
  }

  /** The level somebody holds by D1 at this moment, asked in other words than the product's (DESIGN section 4). */
  levelOf(contactId: string): Level {
    const [row] = this.sql(
      `WITH RECURSIVE t(id) AS (SELECT ?), one(id) AS (SELECT ? UNION SELECT c.merged_into FROM one JOIN contacts c
         ON c.tenant_id = (SELECT id FROM t) AND c.id = one.id WHERE c.merged_into IS NOT NULL),
       who(id) AS (SELECT c.id FROM one JOIN contacts c ON c.tenant_id = (SELECT id FROM t) AND c.id = one.id
         WHERE c.merged_into IS NULL)
       SELECT (SELECT MAX(MIN(s.level, 3)) FROM subscriptions s WHERE s.tenant_id = (SELECT id FROM t) AND s.status = 'active'
           AND (s.contact_id IN who OR s.email IN (SELECT value FROM contact_identities WHERE tenant_id = (SELECT id FROM t)
             AND kind = 'email' AND verified_at IS NOT NULL AND contact_id IN who))) AS level,
         EXISTS (SELECT 1 FROM contact_identities i, tenants n, json_each(n.consultant_phones) p
           WHERE i.tenant_id = (SELECT id FROM t) AND i.contact_id IN who AND i.kind = 'phone' AND i.verified_at IS NOT NULL
             AND n.id = i.tenant_id AND p.value = i.value) AS isOurs`,
      this.tenantId,
      contactId,
    );
    return row?.["isOurs"] === 1 ? 3 : (Math.max(1, Number(row?.["level"] ?? 1)) as Level);
  }

  async close(): Promise<void> {
    for (const call of this.wire.calls.slice()) call.fail(400);
    await this.settle();
    for (const { storage } of this.#threads.values()) storage.close();
  }
}
