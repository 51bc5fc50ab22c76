import type { CapturedCallback, CapturedRequest, GeminiRequest } from "./contract.ts";
import type { DeliveryRule, FaultKind, ScriptedAnswer } from "./switches.ts";
import { Events } from "./events.ts";
import { Faults } from "./faults.ts";
import { fileStore } from "./fileStore.ts";
import type { FileStore } from "./fileStore.ts";
import type { Exchange } from "./http.ts";
import { seededRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { stateFile } from "./state.ts";
import type { ReceivedPush } from "./push/group.ts";
import type { MediaRequest } from "./shapes.ts";
import type { StateFile, WorldState } from "./state.ts";

export interface WorldOptions {
  /** Default: any free port. */
  port?: number;
  /** Epoch milliseconds; default the machine's clock. */
  now?: () => number;
  seed?: number;
  /** Where accounts, messages and mails are kept across restarts. */
  stateFile?: string;
  /** Between two delivery statuses; default 40 ms. */
  statusStepMs?: number;
}

/** What the providers of one world share: state, clock, chance, switches, captured traffic. */
export class Core {
  state: WorldState;
  readonly events = new Events();
  readonly random: Random;
  readonly faults: Faults;
  readonly files: FileStore;
  statusStepMs: number;
  /** Where the world, and its host that is not Twilio's, can be called; known once they listen. */
  url = "";
  foreignUrl = "";
  readonly twilioRequests: CapturedRequest[] = [];
  readonly geminiRequests: GeminiRequest[] = [];
  readonly mailRequests: CapturedRequest[] = [];
  readonly pushes: ReceivedPush[] = [];
  readonly callbacks: CapturedCallback[] = [];
  readonly mediaRequests: MediaRequest[] = [];
  readonly deliveryRules: (DeliveryRule & { remaining: number | null })[] = [];
  readonly script: ScriptedAnswer[] = [];
  readonly #file: StateFile;
  readonly #now: () => number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #nextRequest = 1;

  constructor(options: WorldOptions) {
    this.random = seededRandom(options.seed ?? Math.floor(Math.random() * 2 ** 32));
    this.faults = new Faults(this.random, () => this.now());
    this.statusStepMs = options.statusStepMs ?? 40;
    this.#now = options.now ?? Date.now;
    this.#file = stateFile(options.stateFile);
    this.files = fileStore(options.stateFile === undefined ? undefined : `${options.stateFile}.media`);
    this.state = this.#file.load();
  }

  now(): number {
    return this.#now() + this.state.clockOffset;
  }

  /** The clock of whoever calls the world, which knows nothing of `advanceClock`. */
  callersNow(): number {
    return this.#now();
  }

  changed(): void {
    this.#file.changed(this.state);
  }

  /** Runs `work` later, unless the world is closed or reset first. */
  later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  dropTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** A record of a call that has just come in; its status is filled in when the answer goes out. */
  capture(exchange: Exchange, body: unknown, fault: FaultKind | null): CapturedRequest {
    const { authorization: _authorization, "x-goog-api-key": _key, ...headers } = exchange.headers;
    const query = new URLSearchParams(exchange.query);
    query.delete("key");
    const captured: CapturedRequest = {
      id: this.#nextRequest++,
      at: this.now(),
      method: exchange.method,
      path: exchange.path + (query.size > 0 ? `?${query}` : ""),
      headers,
      body,
      status: null,
      fault,
    };
    exchange.response.once("finish", () => {
      captured.status = exchange.response.statusCode;
    });
    return captured;
  }

  reset(fresh: WorldState): void {
    this.dropTimers();
    this.state = fresh;
    this.files.clear();
    this.faults.clear();
    for (const list of [
      this.twilioRequests,
      this.geminiRequests,
      this.mailRequests,
      this.pushes,
      this.callbacks,
      this.mediaRequests,
      this.deliveryRules,
      this.script,
    ])
      list.length = 0;
    this.changed();
    this.events.emit({ type: "reset" });
  }

  close(): void {
    this.dropTimers();
    this.#file.flush(this.state);
  }
}
