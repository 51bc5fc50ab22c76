import type { AccountDeps } from "../accounts/deps.ts";
import { orderMail } from "../accounts/mailOrder.ts";
import type { AgentDeps } from "../agents/deps.ts";
import { checkNumber } from "../channels/whatsapp/checkNumber.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import type { CustomerDeps } from "../contacts/customerDeps.ts";
import { moveThreads } from "../conversation/moveThreads.ts";
import type { HealthDeps } from "../health/deps.ts";
import { createGemini } from "../models/gemini.ts";
import type { Model } from "../models/port.ts";
import { tryKey, tryPool } from "../models/trial.ts";
import type { SetupDeps } from "../setup/deps.ts";
import { settleSurely } from "../platform/quota/settleSurely.ts";
import { type Platform, log } from "./base.ts";
import { configureLine } from "./lines.ts";

export const customerDeps = (base: Platform): CustomerDeps => ({
  chance: base.chance,
  log,
  threads: moveThreads(base),
  mailTokens: base.mailTokens,
  rateLimits: base.limits,
  hints: base.hints,
  orderConfirmation: (db, order, token) => orderMail(base, db, { template: "verify_customer", ...order }, token),
});

export const accountDeps = (base: Platform, model: Model): AccountDeps => ({
  ...base,
  tenantDb: base.db,
  liveRoom: base.inbox,
  platformAdmins: base.config.platformAdmins,
  signUps: base.config.signUps,
  modelTrial: {
    own: (apiKey) => tryKey(createGemini({ baseUrl: base.config.geminiApiBase }), apiKey),
    pool: (tenantId) => tryPool(model, tenantId),
  },
});

export const agentDeps = (base: Platform, model: Model): AgentDeps => ({
  ...base,
  model,
  hasVertex: base.config.vertex !== null,
  names: (userIds) => base.accounts.names(userIds),
  lines: {
    configure: (line) => configureLine(base, line),
    forget: ({ accountSid, number }) => base.line(lineName(accountSid, number)).forget(),
    lastInboundAt: async ({ accountSid, number }) => (await base.line(lineName(accountSid, number)).health()).lastInboundAt,
  },
  spending: ({ agentId }) => ({
    reserve: async (request) => {
      const answer = await base
        .quota(agentId)
        .reserve({ ...request, contactId: "console", addressHash: null, messageIds: [], limit: null });
      return { kind: answer.kind === "ok" ? "ok" : "spend_cap" };
    },
    settle: (settlement) => settleSurely(() => base.quota(agentId), settlement),
  }),
});

/** Something to answer with: Vertex AI, a key that works, or one of the environment's that no call has asked for yet. */
const hasPool = async ({ config, platformView, poolKeyDesk }: Platform): Promise<boolean> =>
  config.vertex !== null ||
  (await platformView.activePoolKeys()) > 0 ||
  (config.geminiApiKeys.length > 0 && (await poolKeyDesk.list()).length === 0);

export const healthDeps = (base: Platform): HealthDeps => ({ ...base, log, hasPool: () => hasPool(base) });

export const setupDeps = (base: Platform): SetupDeps => ({
  ...base,
  log,
  hasPool: () => hasPool(base),
  checkNumber: ({ accountSid, authToken, number }) =>
    checkNumber(
      {
        fetch: (input, init) => fetch(input, init),
        apiBase: base.config.twilioApiBase,
        accountSid,
        authTokens: [authToken],
        timeoutMs: 10_000,
      },
      number,
    ),
});
