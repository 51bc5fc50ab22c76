import type { ThreadEvent } from "../../workers/conversation/ports.ts";
import { Aim, type Step } from "./aim.ts";
import { Browser } from "./browser.ts";
import { compose, type Composed } from "./composition.ts";
import { Dice } from "./dice.ts";
import { Faults } from "./faults.ts";
import { Messenger, type Customer } from "./messenger.ts";
import { ModelUnderWatch } from "./modelUnderWatch.ts";
import type { Requests } from "./page.ts";
import { Process, type Call } from "./process.ts";
import { ShakyD1 } from "./shakyD1.ts";
import { VirtualTime } from "./virtualTime.ts";

/** A business with its agent and its number. */
export interface Business {
  tenantId: string;
  agentId: string;
  account: string;
  number: string;
}

const loud = { log: console.log, warn: console.warn, error: console.error };
const hush = () => undefined;
/** A part of all calls fails, and nobody reads where. */
const { stackTraceLimit } = Error;

/**
 * Two businesses, their customers and everything between them: the real objects on real SQLite, wired as the Worker wires them, in one
 * process that can be killed, among providers and a database that fail. One seed, one story.
 */
export class City {
  readonly dice: Dice;
  readonly time = new VirtualTime();
  readonly faults: Faults;
  readonly aim = new Aim();
  readonly process: Process;
  readonly d1: ShakyD1;
  readonly messenger: Messenger;
  readonly model: ModelUnderWatch;
  readonly requests: Requests;
  /** Of somebody at the first business's page. */
  readonly browser: Browser;
  /** What conversations were told. */
  readonly told: Call[] = [];
  /** What the live rooms were told, by tenant. */
  readonly live: { tenantId: string; event: ThreadEvent }[] = [];
  readonly businesses: Business[] = [];
  readonly customers: Customer[] = [];
  readonly #composed: Composed;
  #numbers = 0;

  constructor(seed: number) {
    this.dice = new Dice(seed);
    this.faults = new Faults(this.dice);
    this.time.install();
    Object.assign(console, { log: hush, warn: hush, error: hush });
    Error.stackTraceLimit = 0;
    const makes = {
      CONVERSATION: (context: object) => this.#composed.conversation(context),
      LINE: (context: object) => this.#composed.line(context),
      INBOX: (context: object) => this.#composed.inbox(context),
      QUOTA: (context: object) => this.#composed.quota(context),
    };
    const near = { dice: this.dice, faults: this.faults, time: this.time, aim: this.aim };
    this.process = new Process(near, makes, (call) => this.#hear(call));
    const around = { ...near, process: this.process };
    this.d1 = new ShakyD1(around);
    this.messenger = new Messenger(around);
    this.model = new ModelUnderWatch({ ...around, d1: this.d1.real });
    this.#composed = compose(this);
    this.requests = this.#composed.requests;
    const visitor = { tenantId: "ten_1", slug: "a1", visitorHash: "browser" };
    this.browser = new Browser({ ...around, messenger: this.messenger }, this.requests, visitor);
  }

  /** Different each time, and the same for the same story. */
  number(): number {
    return ++this.#numbers;
  }

  /** Makes the rows of a business, and tells its line that it is connected. */
  async open(): Promise<void> {
    for (const at of [1, 2]) this.#found(at);
    const phones = ["+447700900001", "+447700900002"];
    // The first customer writes to both.
    for (const business of this.businesses)
      for (const phone of business === this.businesses[0] ? phones : phones.slice(0, 1))
        this.customers.push({ phone, account: business.account, number: business.number });
    for (const { account, number } of this.businesses) void this.#composed.connect({ accountSid: account, number });
    this.#tick();
    await this.pass(0);
  }

  #found(at: number): void {
    const [tenantId, agentId] = [`ten_${at}`, `agt_${at}`];
    const [account, number] = [`AC${String(at).repeat(32)}`, `+1415555010${at}`];
    const run = (sql: string, ...values: (string | number)[]) => void this.d1.real.statement(sql, "objects").run(...values);
    run(
      "INSERT INTO tenants (id,name,language,time_zone,consultant_phones,reception_phones,created_at) VALUES (?,?,'it','Europe/Rome','[]','[]',0)",
      tenantId,
      `Studio ${at}`,
    );
    run(
      `INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,
        level_prompt_overlay_1,level_prompt_overlay_2,level_prompt_overlay_3,daily_message_limit,daily_spend_cap_micros,concise_mode,
        auto_response_enabled,quiet_ms,upgrade_text,model_name,version,created_at,updated_at)
       VALUES (?,?,?,?,'',?,'','[]','whatsapp_ai',1,'[1,2,3]','SEGRETO-1','SEGRETO-2','SEGRETO-3',1000,1000000000,1,1,4000,'','m',1,0,0)`,
      tenantId,
      agentId,
      `A${at}`,
      `a${at}`,
      `SOLO-${tenantId}`,
    );
    run(
      "INSERT INTO whatsapp_lines (tenant_id,id,agent_id,account_sid,number,auth_token_sealed,created_at,updated_at) VALUES (?,?,?,?,?,'sealed',0,0)",
      tenantId,
      `lin_${at}`,
      agentId,
      account,
      number,
    );
    this.businesses.push({ tenantId, agentId, account, number });
  }

  /** The clock of the jobs: every minute, as cron would. */
  #tick(): void {
    this.time.after(60_000, () => {
      void this.#composed.tick().catch(hush);
      this.#tick();
    });
  }

  pass(ms: number): Promise<void> {
    return this.time.run(this.time.now + ms, this.process.alarmAt, this.process.ring);
  }

  /** Until the next call of this kind has set out, for so long at most. */
  until(step: Step, ms: number): Promise<void> {
    this.aim.at(step);
    return this.time.run(this.time.now + ms, this.process.alarmAt, this.process.ring, this.aim.isHit);
  }

  #hear(call: Call): void {
    if (call.kind === "CONVERSATION") this.told.push(call);
    if (call.kind === "INBOX" && call.method === "publish")
      for (const event of call.given as ThreadEvent[]) this.live.push({ tenantId: call.name, event });
  }

  close(): void {
    this.process.close();
    this.time.uninstall();
    this.d1.real.close();
    Object.assign(console, loud);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
