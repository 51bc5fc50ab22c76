import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { LineObject } from "../../../workers/channels/whatsapp/LineObject.ts";
import {
  lineName,
  statusPath,
  webhookPath,
  type FirstThread,
  type LineConfig,
  type LineDeps,
} from "../../../workers/channels/whatsapp/line.ts";
import type { DeliveryUpdate, InboundMessage } from "../../../workers/channels/port.ts";
import { systemChance } from "../../../workers/platform/clock.ts";
import { Core } from "../../world/core.ts";
import type { WorldMessage } from "../../world/contract.ts";
import { ensurePerson } from "../../world/people.ts";
import { twilioSignature } from "../../world/signature.ts";
import type { SayOptions } from "../../world/switches.ts";
import { createMessage, readForm } from "../../world/twilio/create.ts";
import { inboundParams, logInbound } from "../../world/twilio/inbound.ts";
import { listMessages } from "../../world/twilio/list.ts";
import { mediaOf } from "../../world/twilio/mediaStore.ts";
import { messageResource } from "../../world/twilio/resource.ts";

export const publicUrl = "https://filo.test";
export const anna = "+447700900001";
const apiBase = "https://api.twilio.test";
export const bruno = "+447700900002";

let nextNumber = 100;

/**
 * The real line object on real storage, with Twilio's side (the world's own rules, without its sockets), D1 and the
 * conversations played by the test, which also holds the clock.
 */
export class LineBench {
  readonly number = `+1415555${String(nextNumber++).padStart(4, "0")}`;
  readonly accountSid = `AC${"b".repeat(32)}`;
  authToken = "0123456789abcdef0123456789abcdef";
  now = Date.now();
  readonly core = new Core({ now: () => this.now, seed: 1 });
  /** The row of `whatsapp_lines`; null when the number isn't connected. */
  row: LineConfig | null;
  d1IsAway = false;
  /** D1's answers wait for this. */
  d1Answers: Promise<void> = Promise.resolve();
  d1Reads = 0;
  /** Every call, also of what was handed over before. */
  delivered: { owner: { tenantId: string; agentId: string }; message: InboundMessage }[] = [];
  /** The thread that each was handed to before, and the one that stands for it then. */
  threads: { known: string | null; stands: string | null }[] = [];
  handing: (first: FirstThread) => void = () => undefined;
  /** Where the sender's messages go. */
  threadNow = "cnv_1";
  reported: DeliveryUpdate[] = [];
  /** Decides, for each hand-over, whether the conversation fails. */
  deliverFails: (message: InboundMessage) => boolean = () => false;
  /** Decides what Twilio does with a request; null lets it do its work. */
  twilioFails: (method: string, done: () => Response) => Response | Promise<Response> | null = () => null;
  requests: { method: string; url: URL; form: Record<string, string>; token: string | null }[] = [];
  line!: LineObject;
  #state!: DurableObjectState;

  constructor() {
    this.row = {
      tenantId: "ten_a",
      lineId: "lin_1",
      agentId: "agt_a",
      accountSid: this.accountSid,
      number: this.number,
      authTokenSealed: this.authToken,
      formerTokenSealed: null,
      formerTokenUntil: null,
      connectedAt: this.now,
      updatedAt: this.now,
    };
    this.core.url = apiBase;
    this.core.state.accounts.push({ accountSid: this.accountSid, authToken: this.authToken, name: "" });
    this.core.state.numbers.push({ number: this.number, accountSid: this.accountSid, webhookUrl: null, name: "" });
  }

  /** Runs a test inside the object. `connected`: the line has been told that the number is ours. */
  static async run(test: (bench: LineBench) => Promise<void>, connected = true): Promise<void> {
    const bench = new LineBench();
    const { LINE } = env as unknown as { LINE: DurableObjectNamespace };
    const stub = LINE.get(LINE.idFromName(lineName(bench.accountSid, bench.number)));
    await runInDurableObject(stub, async (_object: DurableObject, state: DurableObjectState) => {
      bench.#state = state;
      bench.restart();
      if (connected) await bench.line.configure(bench.row!);
      await bench.settle();
      await test(bench);
      await state.storage.deleteAlarm();
    });
  }

  /** A new incarnation on the same storage; whatever the old one still had under way counts for nothing. */
  restart(): void {
    this.line = new LineObject(this.#state, {}, this.#deps());
  }

  /** Lets everything that can go on without the clock go on. */
  async settle(): Promise<void> {
    for (let i = 0; i < 6; i++) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async wait(ms: number): Promise<void> {
    this.now += ms;
    await this.line.alarm();
    await this.settle();
  }

  alarmAt(): Promise<number | null> {
    return this.#state.storage.getAlarm();
  }

  rows(): { sid: string; body: string | null }[] {
    const isBorn = this.#state.storage.kv.get("born") === true;
    return isBorn
      ? this.#state.storage.sql.exec<{ sid: string; body: string | null }>("SELECT sid, body FROM inbox ORDER BY seq").toArray()
      : [];
  }

  /** Lets storage refuse whatever the line would accept, or take it again. */
  refuseRows(isRefusing: boolean): void {
    this.#state.storage.sql.exec(
      isRefusing
        ? "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        : "DROP TRIGGER full",
    );
  }

  slowdownFactor(): number | undefined {
    return this.#state.storage.kv.get<{ factor: number }>("slowdown")?.factor;
  }

  storedKeys(): string[] {
    return [...this.#state.storage.kv.list()].map(([key]) => key);
  }

  /** A customer writes; Twilio has the message, whether or not a webhook brings it. */
  write(text: string, from = anna, also: Partial<SayOptions> = {}): WorldMessage {
    return logInbound(this.core, ensurePerson(this.core, from), text, { to: this.number, ...also });
  }

  /** Twilio brings a message; `signed` with what and how is the test's. */
  async webhook(
    message: WorldMessage,
    change: { token?: string; signature?: string | null; params?: Record<string, string> } = {},
  ) {
    const params = inboundParams(message, ensurePerson(this.core, message.personId));
    const url = publicUrl + webhookPath;
    const signature =
      change.signature === undefined ? twilioSignature(change.token ?? this.authToken, url, params) : change.signature;
    const { status } = await this.line.receive({ url, signature, params: { ...params, ...change.params } });
    return status;
  }

  async callback(query: { c: string; m: string; p: string }, params: Record<string, string>) {
    const url = `${publicUrl}${statusPath}?${new URLSearchParams(query)}`;
    const signature = twilioSignature(this.authToken, url, params);
    const { status } = await this.line.status({ url, signature, params, query });
    return status;
  }

  texts(): string[] {
    return this.delivered.map(({ message }) => message.text);
  }

  #deps(): LineDeps {
    return {
      chance: { ...systemChance, now: () => this.now },
      secrets: {
        open: async ({ tenant, table, column, id }, sealed) => {
          if (`${tenant} ${table}.${column} ${id}` === `${this.row?.tenantId} whatsapp_lines.auth_token_sealed lin_1`)
            return sealed;
          throw new Error("The secret was sealed for another place");
        },
      },
      publicUrl,
      twilioApiBase: apiBase,
      senderHash: async (tenant, sender) => [`hash of ${sender} at ${tenant}`],
      pollIntervalMs: 30_000,
      fetch: ((url: string, init?: RequestInit) => this.#twilio(new URL(url), init)) as typeof fetch,
      findConfig: async () => {
        this.d1Reads += 1;
        if (this.d1IsAway) throw new Error("D1 is away");
        const { row } = this;
        await this.d1Answers;
        return row;
      },
      deliver: async (owner, message, first) => {
        this.delivered.push({ owner, message });
        this.handing(first);
        this.threads.push({ known: first.known, stands: first.claim(this.threadNow, first.known) });
        if (this.deliverFails(message)) throw new Error("The conversation is away");
      },
      reportDelivery: async (update) => {
        this.reported.push(update);
      },
    };
  }

  async #twilio(url: URL, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? "GET";
    const form = Object.fromEntries(new URLSearchParams(String(init.body ?? "")));
    const token = tokenOf(init.headers);
    this.requests.push({ method, url, form, token });
    const [account] = this.core.state.accounts;
    const json = (body: object, status: number) =>
      Response.json(body, { status: "more_info" in body ? Number((body as { status?: number }).status) : status });
    const done = () => {
      if (token !== account!.authToken && token !== account!.secondaryAuthToken)
        return Response.json({ code: 20003, message: "Authenticate", more_info: "", status: 401 }, { status: 401 });
      const messageSid = /\/Messages\/(\w+)\/Media\.json$/.exec(url.pathname)?.[1];
      if (messageSid !== undefined)
        return json(
          { media_list: mediaOf(this.core, messageSid).map(({ sid, contentType }) => ({ sid, content_type: contentType })) },
          200,
        );
      if (method === "GET") return json(listMessages(this.core, account!, url.searchParams), 200);
      const made = createMessage(this.core, account!, readForm(String(init.body)));
      return json("more_info" in made ? made : messageResource(made), 201);
    };
    return this.twilioFails(method, done) ?? done();
  }
}

/** The second half of HTTP's basic authorisation. */
const tokenOf = (headers: RequestInit["headers"]): string | null => {
  const encoded = new Headers(headers).get("authorization")?.slice("Basic ".length);
  return encoded === undefined ? null : (atob(encoded).split(":")[1] ?? null);
};
