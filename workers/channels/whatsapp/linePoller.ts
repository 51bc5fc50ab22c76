import { ownerOf, type InboxEntry, type LineConfig, type LineDeps } from "./line.ts";
import type { LineAccess } from "./lineAccess.ts";
import type { LineDecision, PollState } from "./lineStep.ts";
import type { LineStore } from "./lineStore.ts";
import { readInbound, readReports, wholeSecond } from "./readLog.ts";
import type { TwilioMessages } from "./twilioClient.ts";

const minuteMs = 60_000;
/** How long after a send its fate is asked for: often at first, once an hour for a day. */
const reportWindowMs = { recent: 15 * minuteMs, deep: 24 * 60 * minuteMs };
/**
 * What is this young is left to its own webhook, which tells more than the log does (`whatAListCannotTell`): while webhooks come, as
 * long as one may take; where none has come for a while, as long as one takes as a rule, since the number may only be quiet.
 */
const leftToWebhookMs = { webhook: 30_000, polling: 5_000 } as const;
const sendsKeptMs = 3 * 24 * 60 * minuteMs;

type PollOrder = NonNullable<LineDecision["poll"]>;

/** How messages reach the line, and whether a webhook ever brought one. */
export interface Reach {
  mode: "webhook" | "polling";
  wasCalled: boolean;
}

/** Asks Twilio's list for what no webhook has brought (requirement 2, phase 1, "polling-service"). */
export class LinePoller {
  readonly #access: LineAccess;
  readonly #store: LineStore;
  readonly #deps: LineDeps;

  constructor(access: LineAccess, store: LineStore, deps: LineDeps) {
    this.#access = access;
    this.#store = store;
    this.#deps = deps;
  }

  /**
   * Gives `accept` what is new, oldest first. A poll that failed, or whose entries could not all be stored, is noted, and its
   * window is asked for again.
   */
  async poll(order: PollOrder, { mode, wasCalled }: Reach, accept: (entry: InboxEntry) => void): Promise<void> {
    const startedAt = this.#deps.chance.now();
    this.#note({ startedAt });
    try {
      if (order.kind === "deep" && this.#store.poll.deepAt !== null) await this.#tidy(startedAt);
      const config = this.#access.own;
      if (config === null) return;
      const twilio = await this.#access.twilio(config);
      const until = wasCalled ? startedAt - leftToWebhookMs[mode] : undefined;
      const messages = await readInbound(twilio, config, order.since, (sid) => this.#store.knows(sid), until);
      const reports = mode === "polling" ? await this.#reports(twilio, config, order.kind, startedAt) : [];
      // Meanwhile the number may have changed hands: what is new belongs to whoever has it now, from when they have had it.
      const own = this.#access.own;
      if (own === null) return;
      const ours = messages.filter(({ receivedAt }) => receivedAt >= wholeSecond(own.connectedAt));
      for (const message of ours) accept({ kind: "message", owner: ownerOf(own), message });
      for (const report of reports) accept(report);
      this.#note({ goodAt: startedAt, failures: 0, ...(order.kind === "deep" ? { deepAt: startedAt } : {}) });
    } catch (cause) {
      this.#note({ failures: this.#store.poll.failures + 1 });
      this.#store.noteError(cause, this.#deps.chance.now());
    }
  }

  /** Once an hour: D1's row may have changed without the line being told, and old sends are of no more use. */
  async #tidy(now: number): Promise<void> {
    await this.#access.refresh();
    this.#store.forgetSends(now - sendsKeptMs);
  }

  /** Those who cannot be called for messages cannot be called for delivery reports either. */
  async #reports(twilio: TwilioMessages, config: LineConfig, kind: PollOrder["kind"], now: number): Promise<InboxEntry[]> {
    const parts = this.#store.unsettled(now - reportWindowMs[kind]);
    if (parts.length === 0) return [];
    const updates = await readReports(twilio, config.number, parts, now);
    return updates.map((update) => ({ kind: "report", owner: ownerOf(config), update }));
  }

  #note(change: Partial<PollState>): void {
    if (this.#access.own !== null) this.#store.put("poll", { ...this.#store.poll, ...change });
  }
}
