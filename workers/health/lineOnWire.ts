import type { LineHealthReport } from "../../schema/contract/health.ts";
import type { LineHealth } from "../channels/whatsapp/line.ts";
import { whatAListCannotTell } from "../channels/whatsapp/readLog.ts";
import type { LineFacts } from "./readLines.ts";

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const nothingKnown: LineHealth = {
  isConnected: false,
  mode: "polling",
  lastInboundAt: null,
  lastWebhookAt: null,
  lastPollAt: null,
  lastOutboundAt: null,
  refusedSignatures: 0,
  lastRefusedAt: null,
  pending: 0,
  lastError: null,
};

const modeOf = (health: LineHealth | null): LineHealthReport["mode"] => {
  if (health === null) return "unknown";
  return health.isConnected ? health.mode : "off";
};

/** A line as the console is told of it. */
export const lineOnWire = ({ agentId, agentName, number, health }: LineFacts): LineHealthReport => {
  const mode = modeOf(health);
  const { lastError, ...known } = health ?? nothingKnown;
  return {
    agentId,
    agentName,
    number,
    mode,
    cannotTell: mode === "polling" ? [...whatAListCannotTell] : [],
    lastInboundAt: iso(known.lastInboundAt),
    lastOutboundAt: iso(known.lastOutboundAt),
    lastPollAt: iso(known.lastPollAt),
    pending: known.pending,
    refusedSignatures: known.refusedSignatures,
    lastRefusedAt: iso(known.lastRefusedAt),
    lastError: lastError && {
      words: lastError.detail,
      code: lastError.code ?? null,
      at: new Date(lastError.at).toISOString(),
      isOver: (known.lastPollAt ?? 0) >= lastError.at,
    },
  };
};
