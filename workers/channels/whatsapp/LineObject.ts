import { ArchivedObject } from "../../platform/archive/ArchivedObject.ts";
import { wordsOf } from "../../platform/causes.ts";
import type { CallOff, OpenedMedia, OutboundPart, RemovedMedia, SendOutcome } from "../port.ts";
import { checkNumber, type NumberCheck } from "./checkNumber.ts";
import { withDeadline } from "./deadline.ts";
import { Lanes, type Turn } from "./lanes.ts";
import {
  ownerOf,
  type FindQuestion,
  type FirstThread,
  type InboxEntry,
  type LineConfig,
  type LineDeps,
  type LineHealth,
  type LineRpc,
  type ProviderAnswer,
  type ProviderCall,
  type SenderErasure,
} from "./line.ts";
import { LineAccess } from "./lineAccess.ts";
import { LineErasure } from "./lineErasure.ts";
import { LineMedia } from "./lineMedia.ts";
import { LinePoller } from "./linePoller.ts";
import { LineSender } from "./lineSender.ts";
import { leaseMs, lineStep, maxRunning, modeOf, toldModeOf, type LineDecision } from "./lineStep.ts";
import { LineStore } from "./lineStore.ts";
import { breathMs, Rush } from "./rush.ts";
import { readTemplates, type TemplatesAnswer } from "./templates/contentApi.ts";
import { showTyping } from "./typing.ts";
import { parseInbound, parseStatus } from "./webhook.ts";

const deliverTimeoutMs = 30_000;
/** How far behind the stored time of the last webhook may be: one write a minute, not one a message. */
const webhookWriteEveryMs = 60_000;

/**
 * A WhatsApp number, one object for each (AccountSid, number): its credentials, its durable inbox, its polls and the pace of
 * its sends (DESIGN sections 1 and 3). What it decides is in `lineStep.ts`, what it keeps in `lineStore.ts`.
 */
export class LineObject extends ArchivedObject implements LineRpc {
  // Its own copy of the number's row comes with the row, once the number is connected; no call outlives its installation.
  protected readonly archivePlan = { large: ["inbox"], left: ["config", "calledOff"] };
  readonly #deps: LineDeps;
  readonly #store: LineStore;
  readonly #access: LineAccess;
  readonly #sender: LineSender;
  readonly #poller: LinePoller;
  readonly #media: LineMedia;
  readonly #erasure: LineErasure;
  #lanes: Lanes;
  readonly #rush = new Rush();
  #webhookAt: number | null;
  #webhookWrittenAt: number;
  #isPolling = false;
  #armedAt: number | null = null;
  #stepIsDue = false;

  constructor(ctx: DurableObjectState, env: unknown, deps: LineDeps) {
    super(ctx, env);
    this.#deps = deps;
    this.#store = new LineStore(ctx.storage);
    this.#access = new LineAccess(ctx.id.name, this.#store, deps);
    this.#sender = new LineSender(this.#access, this.#store, deps);
    this.#poller = new LinePoller(this.#access, this.#store, deps);
    this.#media = new LineMedia(this.#access, this.#store, deps);
    this.#erasure = new LineErasure(this.#access, this.#store, deps);
    this.#lanes = new Lanes(this.#store.pending());
    this.#webhookAt = this.#store.get("webhookAt") ?? null;
    this.#webhookWrittenAt = this.#webhookAt ?? 0;
  }

  protected override makeTables(): void {
    this.#store.beBorn();
  }

  protected override knowAgain(): void {
    this.#lanes = new Lanes(this.#store.pending());
    this.#webhookAt = this.#store.get("webhookAt") ?? null;
    this.#webhookWrittenAt = this.#webhookAt ?? 0;
  }

  async configure(config: LineConfig): Promise<void> {
    await this.#access.told(config);
    const now = this.#deps.chance.now();
    this.#arm(now + leaseMs, now);
    this.#stepSoon();
  }

  async forget(): Promise<void> {
    this.#access.drop();
    this.#webhookAt = null;
  }

  async receive(call: ProviderCall): Promise<ProviderAnswer> {
    const config = await this.#admit(call);
    if (typeof config === "number") return { status: config };
    this.#noteWebhook();
    const parsed = parseInbound(call.params, this.#deps.chance.now());
    if (parsed.kind === "malformed") return { status: 400 };
    if (parsed.kind === "message" && parsed.message.to === config.number)
      this.#accept({ kind: "message", owner: ownerOf(config), message: parsed.message });
    return { status: 200 };
  }

  async status(call: ProviderCall & { query: { c: string; m: string; p: string } }): Promise<ProviderAnswer> {
    const config = await this.#admit(call);
    if (typeof config === "number") return { status: config };
    const parsed = parseStatus(call.params, call.query, this.#deps.chance.now());
    if (parsed.kind === "malformed") return { status: 400 };
    if (parsed.kind === "update") this.#accept({ kind: "report", owner: ownerOf(config), update: parsed.update });
    return { status: 200 };
  }

  send(part: OutboundPart): Promise<SendOutcome> {
    return this.#sender.send(part);
  }

  callOff(order: CallOff): Promise<void> {
    return this.#sender.callOff(order);
  }

  find(question: FindQuestion): Promise<{ sid: string } | null> {
    return this.#sender.find(question);
  }

  async showTyping({ sid }: { sid: string }): Promise<void> {
    const config = await this.#access.resolve();
    if (typeof config === "string") return;
    await this.#access
      .twilioAccess(config)
      .then((access) => showTyping(access, sid))
      .catch((error: unknown) => console.warn("typing was not shown", { error: wordsOf(error) }));
  }

  openMedia({ url }: { url: string }): Promise<OpenedMedia> {
    return this.#media.open(url);
  }

  removeMedia({ url }: { url: string }): Promise<RemovedMedia> {
    return this.#media.remove(url);
  }

  forgetSenders(erasure: SenderErasure): Promise<void> {
    return this.#erasure.forget(erasure);
  }

  async templates(): Promise<TemplatesAnswer | { kind: "no_line" }> {
    const config = await this.#access.resolve();
    if (config === "unknown") return { kind: "no_line" };
    if (config === "away") return { kind: "unavailable", detail: "The line's row cannot be read" };
    const access = await this.#access.twilioAccess(config).catch(() => null);
    return access === null ? { kind: "unavailable", detail: "The stored token cannot be read" } : readTemplates(access);
  }

  async check(): Promise<NumberCheck | null> {
    const config = await this.#access.resolve();
    if (typeof config === "string") return null;
    const access = await this.#access.twilioAccess(config).catch(() => null);
    return access && checkNumber(access, config.number);
  }

  async owes(agentId: string): Promise<boolean> {
    return this.#store.owes(agentId);
  }

  async health(): Promise<LineHealth> {
    const lastInboundAt = this.#store.lastInboundAt();
    return {
      isConnected: this.#access.own !== null,
      mode: toldModeOf({ webhookAt: this.#webhookAt, lastInboundAt }, this.#deps.chance.now()),
      lastInboundAt,
      lastWebhookAt: this.#webhookAt,
      lastPollAt: this.#store.poll.goodAt,
      lastOutboundAt: this.#store.lastOutboundAt(),
      refusedSignatures: this.#store.get("refused") ?? 0,
      lastRefusedAt: this.#store.get("refusedAt") ?? null,
      pending: this.#lanes.pending,
      lastError: this.#store.get("lastError") ?? null,
    };
  }

  // Awaits nothing: while an alarm runs, none of the object's other timers does.
  override async alarm(): Promise<void> {
    this.#armedAt = null;
    this.#step();
  }

  /** The line's configuration when the call is Twilio's, else the status that refuses it. */
  async #admit(call: ProviderCall): Promise<LineConfig | 403 | 404 | 503> {
    const config = await this.#access.resolve();
    if (config === "unknown") return 404;
    if (config === "away") return 503;
    try {
      if (await this.#access.isSigned(call, config)) {
        this.#rush.note(this.#deps.chance.now());
        return this.#access.own ?? config;
      }
    } catch (cause) {
      this.#store.noteError(cause, this.#deps.chance.now());
      return 503;
    }
    this.#store.put("refused", (this.#store.get("refused") ?? 0) + 1);
    this.#store.put("refusedAt", this.#deps.chance.now());
    return 403;
  }

  /** One row, and an alarm that outlives this incarnation; both are on disk before anybody is answered. */
  #accept(entry: InboxEntry): void {
    const now = this.#deps.chance.now();
    if (entry.kind === "report") this.#store.noteReport(entry.update, now);
    const turn = this.#store.accept(entry, now);
    if (turn === null) return;
    if (entry.kind === "report" && entry.update.failure) this.#sender.heed(entry.update.failure.code);
    this.#lanes.add(turn);
    this.#arm(now + leaseMs, now);
    this.#stepSoon();
  }

  /** After whoever is being answered has been; in a rush, after a breath for those who come next. */
  #stepSoon(): void {
    if (this.#stepIsDue) return;
    this.#stepIsDue = true;
    const waitMs = this.#rush.isOn(this.#deps.chance.now()) ? breathMs : 0;
    setTimeout(() => {
      this.#stepIsDue = false;
      this.#step();
    }, waitMs);
  }

  #step(): void {
    const now = this.#deps.chance.now();
    const decision = lineStep({
      now,
      connectedAt: this.#access.own?.connectedAt ?? null,
      lanes: this.#lanes,
      room: this.#rush.isOn(now) ? 1 : maxRunning,
      webhookAt: this.#webhookAt,
      poll: this.#store.poll,
      isPolling: this.#isPolling,
      pollEveryMs: this.#deps.pollIntervalMs,
    });
    for (const turn of decision.dispatch) {
      this.#lanes.begin(turn.sender);
      this.ctx.waitUntil(this.#hand(turn));
    }
    if (decision.poll !== null) this.ctx.waitUntil(this.#poll(decision.poll));
    if (decision.alarmAt !== null) this.#arm(decision.alarmAt, now);
  }

  /** Done only once the other side has it for good; a crash in between hands it over again, which does nothing there. */
  async #hand({ seq, sender }: Turn): Promise<void> {
    try {
      const entry = this.#store.read(seq);
      if (entry?.kind === "message" && (await this.#erasure.isFromBefore(entry, seq))) this.#store.forgetSender(seq);
      else if (entry !== null) {
        const claim: FirstThread["claim"] = (threadId, instead) => this.#store.claimThread(seq, threadId, instead);
        const work =
          entry.kind === "message"
            ? this.#deps.deliver(entry.owner, entry.message, { known: entry.thread ?? null, claim })
            : this.#deps.reportDelivery(entry.update, entry.owner);
        await withDeadline(work, deliverTimeoutMs);
        this.#store.done(seq, entry.kind);
      }
      this.#lanes.done(sender);
    } catch (cause) {
      const now = this.#deps.chance.now();
      this.#store.failed(seq, this.#lanes.failed(sender, now));
      this.#store.noteError(cause, now);
    }
    this.#stepSoon();
  }

  async #poll(order: NonNullable<LineDecision["poll"]>): Promise<void> {
    this.#isPolling = true;
    try {
      const mode = modeOf(this.#webhookAt, this.#deps.chance.now());
      await this.#poller.poll(order, { mode, wasCalled: this.#webhookAt !== null }, (entry) => this.#accept(entry));
    } finally {
      this.#isPolling = false;
      this.#stepSoon();
    }
  }

  #noteWebhook(): void {
    const now = this.#deps.chance.now();
    this.#webhookAt = now;
    if (now - this.#webhookWrittenAt < webhookWriteEveryMs) return;
    this.#webhookWrittenAt = now;
    this.#store.put("webhookAt", now);
  }

  /** An alarm that already stands early enough is left alone. */
  #arm(at: number, now: number): void {
    if (this.#armedAt !== null && this.#armedAt > now && this.#armedAt <= at) return;
    this.#armedAt = at;
    void this.ctx.storage.setAlarm(at);
  }
}
