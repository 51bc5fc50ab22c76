import type { Lanes, Turn } from "./lanes.ts";

/** What the line remembers of its polls. Times in milliseconds; null is never. */
export interface PollState {
  startedAt: number | null;
  /** Start of the last one that read everything it asked for. */
  goodAt: number | null;
  /** Start of the last good one that looked a whole day back. */
  deepAt: number | null;
  failures: number;
}

export const neverPolled: PollState = { startedAt: null, goodAt: null, deepAt: null, failures: 0 };

export interface LineView {
  now: number;
  /** Since when the number is ours; null while it isn't. */
  connectedAt: number | null;
  lanes: Pick<Lanes, "ready" | "nextAt" | "running">;
  /** How many lanes may be handed over at the same time, at most `maxRunning`. */
  room: number;
  /** The last incoming message that Twilio itself brought, signed. */
  webhookAt: number | null;
  poll: PollState;
  isPolling: boolean;
  /** Between two polls while no webhook comes (`WHATSAPP_POLL_INTERVAL_SECONDS`). */
  pollEveryMs: number;
}

export interface LineDecision {
  dispatch: Turn[];
  poll: { kind: "recent" | "deep"; since: number } | null;
  /** When to look again; null only when nothing will ever be due by itself. */
  alarmAt: number | null;
}

const minuteMs = 60_000;
/** Without a webhook for this long, the line polls; with one, it sweeps this often for what was never brought. */
const quietMs = 5 * minuteMs;
const sweepEveryMs = 5 * minuteMs;
/** Twilio's list may show a message later than its time says. */
const overlapMs = 10 * minuteMs;
const deepEveryMs = 60 * minuteMs;
const deepWindowMs = 24 * 60 * minuteMs;
const longestRetryMs = 5 * minuteMs;
/** While work is under way an alarm stands this far ahead: it outlives whoever does the work (DESIGN, "Alarms"). */
export const leaseMs = 5000;
/** Lanes handed over at the same time. */
export const maxRunning = 16;

/** `webhook` while Twilio brings messages, else `polling` (DESIGN section 3, "Without a webhook"). */
export const modeOf = (webhookAt: number | null, now: number): "webhook" | "polling" =>
  webhookAt !== null && now - webhookAt < quietMs ? "webhook" : "polling";

/**
 * What a person is told of that. A number to which nobody writes for a while has not lost its webhook; one whose newest message had
 * to be asked for has.
 */
export const toldModeOf = (
  { webhookAt, lastInboundAt }: { webhookAt: number | null; lastInboundAt: number | null },
  now: number,
): "webhook" | "polling" =>
  webhookAt !== null && (lastInboundAt === null || lastInboundAt - webhookAt < quietMs) ? "webhook" : modeOf(webhookAt, now);

/** Everything the line does by itself, decided at once: what to hand over, whether to ask Twilio's list, when to look again. */
export const lineStep = (view: LineView): LineDecision => {
  const dispatch = view.lanes.ready(view.now, view.room - view.lanes.running);
  const dueAt = view.connectedAt === null || view.isPolling ? null : pollDueAt(view);
  const poll = dueAt !== null && dueAt <= view.now ? pollOf(view, view.connectedAt!) : null;
  const isBusy = dispatch.length > 0 || poll !== null || view.lanes.running > 0 || view.isPolling;
  const laneAt = view.lanes.nextAt();
  const times = [
    isBusy ? view.now + leaseMs : null,
    // A lane due by now was just taken or waits for room: the lease covers it, and an alarm at once would only spin.
    laneAt !== null && laneAt > view.now ? laneAt : null,
    poll === null ? dueAt : null,
  ].filter((at) => at !== null);
  return { dispatch, poll, alarmAt: times.length === 0 ? null : Math.min(...times) };
};

const pollDueAt = ({ poll, webhookAt, now, pollEveryMs }: LineView): number => {
  if (poll.startedAt === null) return now;
  if (poll.failures > 0) return poll.startedAt + Math.min(pollEveryMs * 2 ** Math.min(poll.failures, 10), longestRetryMs);
  if (webhookAt === null) return poll.startedAt + pollEveryMs;
  const pollingFrom = Math.max(webhookAt + quietMs, poll.startedAt + pollEveryMs);
  return Math.min(poll.startedAt + sweepEveryMs, pollingFrom);
};

/** Never further back than the connection: what was written to the number before it was ours is not answered. */
const pollOf = ({ poll, now }: LineView, connectedAt: number): { kind: "recent" | "deep"; since: number } => {
  const isDeep = poll.deepAt === null || now - poll.deepAt >= deepEveryMs;
  const seen = (poll.goodAt ?? connectedAt) - overlapMs;
  const since = isDeep ? Math.min(seen, now - deepWindowMs) : seen;
  return { kind: isDeep ? "deep" : "recent", since: Math.max(since, connectedAt) };
};
