import type { LineHealth } from "../../workers/channels/whatsapp/line.ts";
import type { AlertFacts } from "../../workers/health/alertRules.ts";

export const minute = 60_000;
export const noon = 1_800_000_000_000;
export const number = "+447700900100";

/** A line that webhooks reach and that Twilio answers. */
export const wellLine: LineHealth = {
  isConnected: true,
  mode: "webhook",
  lastInboundAt: noon - minute,
  lastWebhookAt: noon - minute,
  lastPollAt: noon - 4 * minute,
  lastOutboundAt: noon - minute,
  refusedSignatures: 0,
  lastRefusedAt: null,
  pending: 0,
  lastError: null,
};

/** A tenant with one line whom nothing ails. */
export const well: AlertFacts = {
  now: noon,
  lines: [{ number, connectedAt: noon - 1_000 * minute, unansweredSince: null, health: wellLine }],
  failures: [],
  outbox: { waiting: 0, oldestAt: null },
  jobs: { due: 0, oldestAt: null },
  isModelKeyRefused: false,
  nearQuota: [],
  spends: [{ agentName: "Coach", spentMicros: 10, capMicros: 1_000 }],
};

export const withLine = (health: Partial<LineHealth> | null, connectedAt = noon - 1_000 * minute): AlertFacts => ({
  ...well,
  lines: [{ number, connectedAt, unansweredSince: null, health: health && { ...wellLine, ...health } }],
});

/** A line whose object has answered nothing for so many minutes. */
export const unanswered = (minutes: number | null): AlertFacts => ({
  ...well,
  lines: [
    {
      number,
      connectedAt: noon - 1_000 * minute,
      unansweredSince: minutes === null ? null : noon - minutes * minute,
      health: null,
    },
  ],
});
