import * as webhooks from "twilio/lib/webhooks/webhooks.js";
import type { ProviderCall } from "../../workers/channels/whatsapp/line.ts";
import type { Aim } from "./aim.ts";
import type { Dice } from "./dice.ts";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtualTime.ts";

export const publicUrl = "https://filo.test";
export const authToken = "0123456789abcdef0123456789abcdef";

/** A message as the provider has it. */
interface Logged {
  sid: string;
  account: string;
  direction: "inbound" | "outbound-api";
  from: string;
  to: string;
  body: string;
  status: string;
  at: number;
}

/** A call to send, whatever became of it, in the order of everything that happened. */
export interface Ask {
  conversationId: string;
  messageId: string;
  part: number;
  account: string;
  from: string;
  to: string;
  text: string;
  at: number;
  moment: number;
}

export interface Customer {
  phone: string;
  account: string;
  number: string;
}

interface Surroundings {
  dice: Dice;
  faults: Faults;
  time: VirtualTime;
  process: Process;
  aim: Aim;
}

const ranks = ["sent", "delivered", "read"];
const lineOf = ({ account, number }: Pick<Customer, "account" | "number">) => `${account}:${number}`;
const addressOf = (number: string) => `whatsapp:${number}`;

/** Twilio and the customers' phones, in the same process and by virtual time: the wire protocol is Twilio's, the network is bad. */
export class Messenger {
  readonly log: Logged[] = [];
  readonly asks: Ask[] = [];
  /** What the customers' phones show, in that order. */
  readonly shown: (Pick<Ask, "conversationId" | "messageId" | "part"> & { phone: string })[] = [];
  /** SIDs of customers' messages that our webhook has acknowledged. */
  readonly acknowledged = new Set<string>();
  /** The furthest report of a part that our webhook has acknowledged. */
  readonly reported = new Map<string, string>();
  /** When a customer wrote to a number last. */
  readonly wroteAt = new Map<string, number>();
  /** Told what a phone shows, and which. */
  showing: (phone: string, text: string) => void = () => undefined;
  readonly #around: Surroundings;
  #sids = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A customer writes: the log has it at once, the webhook comes when it comes, if it does. */
  write(customer: Customer, text: string, fate = this.#around.faults.webhook()): void {
    const { dice, faults, time } = this.#around;
    const sid = this.#sid();
    const [from, to] = [addressOf(customer.phone), addressOf(customer.number)];
    this.log.push({
      sid,
      account: customer.account,
      direction: "inbound",
      from,
      to,
      body: text,
      status: "received",
      at: time.now,
    });
    this.wroteAt.set(`${customer.number} ${customer.phone}`, time.now);
    const params = { MessageSid: sid, AccountSid: customer.account, From: from, To: to, Body: text, ProfileName: "C" };
    if (fate === "lost") return;
    const bring = (ms: number) =>
      time.after(ms, () => {
        const call = this.#signed(`${publicUrl}/api/whatsapp/webhook`, params);
        void this.#call(customer, "receive", call).then((status) => status === 200 && this.acknowledged.add(sid));
      });
    bring(fate === "late" ? dice.between(5_000, 90_000) : dice.between(20, 900));
    if (faults.isDoubled()) bring(dice.between(20, 120_000));
  }

  /** What our code fetches. */
  fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const { dice, faults, time, process } = this.#around;
    const answer = new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new Error("no answer came")));
      const { pathname, searchParams } = new URL(url);
      if (init.method === "POST" && pathname.endsWith("/Messages.json")) this.#create(pathname, String(init.body), resolve);
      else if (pathname.endsWith("/Messages.json")) {
        const fate = faults.database();
        const give = () => resolve(fate === "transient" ? json(503, { code: 20503 }) : this.#list(pathname, searchParams));
        time.after(dice.between(20, 300), give);
      } else resolve(json(200, {}));
    });
    return process.alive(answer);
  };

  #create(path: string, body: string, resolve: (response: Response) => void): void {
    const { dice, faults, time, process } = this.#around;
    const form = new URLSearchParams(body);
    const account = path.split("/")[3]!;
    const callback = new URL(form.get("StatusCallback") ?? "");
    const ask: Ask = {
      conversationId: callback.searchParams.get("c") ?? "",
      messageId: callback.searchParams.get("m") ?? "",
      part: Number(callback.searchParams.get("p")),
      account,
      from: form.get("From") ?? "",
      to: form.get("To") ?? "",
      text: form.get("Body") ?? "",
      at: time.now,
      moment: process.moment(),
    };
    this.asks.push(ask);
    this.#around.aim.note("send");
    const fate = faults.send();
    const life = process.life;
    time.after(faults.sendMs(), () => {
      // A call that was on the wire when the process died may arrive or not.
      if (life !== process.life && dice.is(0.5)) return;
      if (fate === "server error") return resolve(json(503, { code: 20503, message: "unavailable", status: 503 }));
      if (fate === "too many") return resolve(json(429, { code: 20429, message: "too many requests", status: 429 }));
      const sid = this.#accept(ask, callback.href);
      if (fate === "fine") time.after(dice.between(10, 200), () => resolve(json(201, { sid, status: "queued" })));
    });
  }

  #accept(ask: Ask, callback: string): string {
    const { account, from, to, text: body, conversationId, messageId, part } = ask;
    const { dice, faults, time } = this.#around;
    const logged: Logged = {
      sid: this.#sid(),
      account,
      direction: "outbound-api",
      from,
      to,
      body,
      status: "queued",
      at: time.now,
    };
    this.log.push(logged);
    this.shown.push({ conversationId, messageId, part, phone: to });
    this.showing(to.replace("whatsapp:", ""), body);
    let at = 0;
    const upTo = dice.pick([0, 0, 1, 2, 3]);
    for (const status of ranks.slice(0, upTo)) {
      at += dice.between(50, 3_000);
      time.after(at, () => void (logged.status = status));
      const key = `${conversationId}:${messageId}:${part}`;
      // Reports overtake each other, and come twice.
      const bring = (delay: number) => this.#report({ ...logged, status }, key, callback, delay, 0);
      bring(at + dice.between(20, faults.isDoubled() ? 20_000 : 800));
      if (faults.isDoubled()) bring(at + dice.between(20, 60_000));
    }
    return logged.sid;
  }

  #report(message: Logged, key: string, callback: string, delay: number, tries: number): void {
    const { sid, account, from, to, status } = message;
    this.#around.time.after(delay, () => {
      const params = { MessageSid: sid, AccountSid: account, From: from, To: to, MessageStatus: status };
      const { searchParams } = new URL(callback);
      const query = { c: searchParams.get("c")!, m: searchParams.get("m")!, p: searchParams.get("p")! };
      const line = { account, number: from.replace("whatsapp:", "") };
      void this.#call(line, "status", { ...this.#signed(callback, params), query }).then((answered) => {
        if (answered !== 200) return tries < 3 ? this.#report(message, key, callback, 4_000, tries + 1) : undefined;
        if (ranks.indexOf(status) > ranks.indexOf(this.reported.get(key) ?? "")) this.reported.set(key, status);
      });
    });
  }

  #signed(url: string, params: Record<string, string>): ProviderCall {
    return { url, params, signature: webhooks.getExpectedTwilioSignature(authToken, url, params) };
  }

  async #call(line: Pick<Customer, "account" | "number">, method: "receive" | "status", call: object): Promise<number> {
    const { process } = this.#around;
    const answer = await process.alive(process.call("LINE", lineOf(line), method, [call]));
    return (answer as { status: number }).status;
  }

  #list(path: string, asked: URLSearchParams): Response {
    const account = path.split("/")[3]!;
    const since = Date.parse(asked.get("DateSent>") ?? asked.get("DateSent>=") ?? "") || 0;
    const [to, from] = [asked.get("To"), asked.get("From")];
    const found = this.log.filter(
      (message) =>
        message.account === account &&
        (to === null || message.to === to) &&
        (from === null || message.from === from) &&
        message.at >= since,
    );
    const messages = found.toReversed().map(({ at, ...message }) => ({
      ...message,
      num_media: "0",
      date_sent: new Date(at).toUTCString(),
      date_created: new Date(at).toUTCString(),
      error_code: null,
    }));
    return json(200, { messages, next_page_uri: null, page: 0 });
  }

  #sid(): string {
    return `SM${(++this.#sids).toString(16).padStart(32, "0")}`;
  }
}

/** As much of a response as is read; a real one would bring timing of its own. */
const json = (status: number, body: object): Response =>
  ({
    status,
    ok: status < 400,
    headers: new Headers({ "content-type": "application/json" }),
    body: null,
    text: async () => JSON.stringify(body),
  }) as unknown as Response;
