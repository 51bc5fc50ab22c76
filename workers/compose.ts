import { eq } from "drizzle-orm";
import { whatsappLines } from "../schema/tables/agents.ts";
import { conversations } from "../schema/tables/conversation.ts";
import { orderMail } from "./accounts/mailOrder.ts";
import { consoleCaller } from "./accounts/consoleCaller.ts";
import type { AccountDeps } from "./accounts/deps.ts";
import { authRoutes } from "./accounts/authRoutes.ts";
import { placeOfModelKey } from "./accounts/modelKey.ts";
import { sendMail } from "./accounts/sendMail.ts";
import { settingsRoutes } from "./accounts/settingsRoutes.ts";
import type { AgentDeps } from "./agents/deps.ts";
import { agentRoutes } from "./agents/routes.ts";
import { createApp } from "./api/app.ts";
import { lineName, type LineConfig, type LineDeps, type LineRpc } from "./channels/whatsapp/line.ts";
import { whatsappRoutes } from "./channels/whatsapp/routes.ts";
import type { CustomerDeps } from "./contacts/customerDeps.ts";
import { runFinishMerge } from "./contacts/finishMerge.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { deliverWhatsapp } from "./conversation/intake.ts";
import { moveThreads } from "./conversation/moveThreads.ts";
import type { ConversationDeps } from "./conversation/ports.ts";
import { prepareTurn, type QuotaPort } from "./conversation/prepareTurn.ts";
import type { ConversationRpc } from "./conversation/rpc.ts";
import type { Env } from "./env.ts";
import type { InboxRpc } from "./inbox/InboxObject.ts";
import { conversationRoutes } from "./inbox/routes.ts";
import { consumeJobs, type ConsumerDeps } from "./jobs/consumer.ts";
import { runCron, type CronDeps } from "./jobs/cron.ts";
import { extractPdf } from "./knowledge/extractPdf.ts";
import { knowledgeRoutes } from "./knowledge/routes.ts";
import { createFailover } from "./models/failover.ts";
import { createGemini } from "./models/gemini.ts";
import { createKeyring } from "./models/keyring.ts";
import { offlineModel } from "./models/offline.ts";
import { customerCaller } from "./page/customerCaller.ts";
import { ReadAhead } from "./page/readAhead.ts";
import { pageRoutes } from "./page/routes.ts";
import { Accounts } from "./platform/accounts.ts";
import { systemChance } from "./platform/clock.ts";
import { parseConfig } from "./platform/config.ts";
import { ConsoleSessions } from "./platform/consoleSessions.ts";
import { Directory, type LinePlace } from "./platform/directory.ts";
import { Files } from "./platform/files.ts";
import { purgeExpired } from "./platform/housekeeping.ts";
import { queueHints } from "./platform/jobHints.ts";
import { createResendMailer, noMailer } from "./platform/mail.ts";
import { MailTokens } from "./platform/mailTokens.ts";
import type { Model } from "./models/port.ts";
import type { Route } from "./platform/route.ts";
import { PoolKeys } from "./platform/poolKeys.ts";
import type { QuotaObject } from "./platform/quota/object.ts";
import { RateLimits } from "./platform/rateLimits.ts";
import { createSecrets } from "./platform/secrets.ts";
import { TenantDb } from "./platform/tenantDb.ts";
import { Trip } from "./platform/trip.ts";

const log = (entry: object): void => console.log(JSON.stringify(entry));

/** The objects of a namespace, by name, as the port their room declares. */
const named =
  <T>(namespace: DurableObjectNamespace) =>
  (name: string): T =>
    namespace.get(namespace.idFromName(name)) as unknown as T;

const objects = (env: Env) => ({
  conversation: named<ConversationRpc & Fetcher>(env.CONVERSATION),
  line: named<LineRpc>(env.LINE),
  inbox: named<InboxRpc & Fetcher>(env.INBOX),
  quota: named<QuotaObject & QuotaPort>(env.QUOTA),
});

/** What every room stands on. */
const platform = (env: Env) => {
  const config = parseConfig(env);
  const secrets = createSecrets(config.masterKeys, systemChance.bytes);
  const directory = new Directory(env.DB);
  return {
    config,
    secrets,
    directory,
    chance: systemChance,
    addressSalt: config.masterKeys[0]?.bytes ?? new Uint8Array(),
    db: (tenantId: string, trip?: Trip) => new TenantDb(env.DB, tenantId, trip),
    trip: () => new Trip(env.DB),
    tenant: (tenantId: string, trip?: Trip) => directory.tenant(tenantId, trip),
    hints: queueHints(env.JOBS, log),
    accounts: new Accounts(env.DB),
    sessions: new ConsoleSessions(env.DB),
    mailTokens: new MailTokens(env.DB),
    limits: new RateLimits(env.DB),
    files: new Files(env.FILES, systemChance),
    ...objects(env),
  };
};
type Platform = ReturnType<typeof platform>;

const createModel = (env: Env, { config, secrets, directory, chance }: Platform) =>
  createFailover({
    provider: createGemini({ baseUrl: config.geminiApiBase }),
    offline: offlineModel,
    chance,
    keyring: createKeyring({
      pool: new PoolKeys(env.DB, secrets, chance),
      seeds: config.geminiApiKeys,
      tenantKey: async (tenantId) => {
        const sealed = (await directory.tenant(tenantId))?.modelKeySealed;
        return sealed ? secrets.open(placeOfModelKey(tenantId), sealed) : null;
      },
      chance,
      background: (work) => void work,
    }),
  });

/** A line's row as its object wants it. */
const lineConfig = async ({ directory, db }: Platform, accountSid: string, number: string): Promise<LineConfig | null> => {
  const place = await directory.lineByNumber(accountSid, number);
  const row = place && (await db(place.tenantId).first(whatsappLines, eq(whatsappLines.id, place.lineId)));
  return (
    row && {
      tenantId: row.tenantId,
      lineId: row.id,
      agentId: row.agentId,
      accountSid,
      number,
      authTokenSealed: row.authTokenSealed,
      connectedAt: row.createdAt,
      updatedAt: row.updatedAt,
    }
  );
};

const configureLine = async (base: Platform, { accountSid, number }: Pick<LinePlace, "accountSid" | "number">): Promise<void> => {
  const config = await lineConfig(base, accountSid, number);
  if (config) await base.line(lineName(accountSid, number)).configure(config);
};

const customerDeps = (base: Platform): CustomerDeps => ({
  chance: base.chance,
  log,
  threads: moveThreads(base),
  mailTokens: base.mailTokens,
  rateLimits: base.limits,
  hints: base.hints,
  orderConfirmation: (db, order, token) => orderMail(base, db, { template: "verify_customer", ...order }, token),
});

const accountDeps = (base: Platform): AccountDeps => ({
  ...base,
  tenantDb: base.db,
  liveRoom: base.inbox,
  platformAdmins: base.config.platformAdmins,
  signUps: base.config.signUps,
});

const agentDeps = (base: Platform, model: Model): AgentDeps => ({
  ...base,
  model,
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
    settle: async (settlement) => base.quota(agentId).settle(settlement),
  }),
});

const routes = (base: Platform, model: Model, ahead: ReadAhead): Route[] => [
  ...authRoutes(accountDeps(base)),
  ...settingsRoutes(accountDeps(base)),
  ...agentRoutes(agentDeps(base, model)),
  ...knowledgeRoutes(base),
  ...contactRoutes(customerDeps(base)),
  ...conversationRoutes(base),
  ...pageRoutes({ ...base, ahead, customers: customerDeps(base) }),
  ...whatsappRoutes({
    publicUrl: base.config.publicUrl,
    lineFor: (accountSid, number) => base.line(lineName(accountSid, number)),
    log,
  }),
];

const jobDeps = (base: Platform): ConsumerDeps => {
  const mailer = base.config.mail ? createResendMailer(base.config.mail, (url, init) => fetch(url, init)) : noMailer;
  return {
    tenantDb: base.db,
    now: base.chance.now,
    log,
    runners: {
      send_mail: (job) => sendMail({ mailer, secrets: base.secrets, publicUrl: base.config.publicUrl }, job),
      extract_pdf: (job, db) => extractPdf(base, db, job),
      finish_merge: (job, db) => runFinishMerge(customerDeps(base), job, db),
    },
  };
};

const cronDeps = (base: Platform, env: Env): CronDeps => ({
  directory: base.directory,
  hints: base.hints,
  wakeLine: (line) => configureLine(base, line),
  purge: (now) => purgeExpired(env.DB, now),
  log,
});

const conversationDeps = (base: Platform, model: Model): ConversationDeps => ({
  chance: base.chance,
  model,
  db: base.db,
  line: base.line,
  liveRoom: base.inbox,
  conversation: base.conversation,
  conversationFetch: (id, request) => base.conversation(id).fetch(request),
  later: (ms, work) => void setTimeout(work, ms),
  prepareTurn: (question, history) => prepareTurn(base, question, history),
});

const lineDeps = (base: Platform): LineDeps => ({
  ...base,
  publicUrl: base.config.publicUrl,
  twilioApiBase: base.config.twilioApiBase,
  pollIntervalMs: base.config.pollIntervalMs,
  fetch: (input, init) => fetch(input, init),
  findConfig: (accountSid, number) => lineConfig(base, accountSid, number),
  deliver: (owner, message) => deliverWhatsapp(base, owner, message),
  reportDelivery: async (update, { tenantId }) => {
    const isOurs = await base.db(tenantId).first(conversations, eq(conversations.id, update.conversationId));
    if (isOurs) await base.conversation(update.conversationId).delivery(update);
  },
});

/** Everything the Worker is made of, wired once per isolate. */
export interface Filo {
  fetch(request: Request, context: ExecutionContext): Response | Promise<Response>;
  consume(batch: MessageBatch): Promise<void>;
  tick(now: number): Promise<void>;
  conversation: ConversationDeps;
  line: LineDeps;
}

const wire = (env: Env): Filo => {
  const base = platform(env);
  const model = createModel(env, base);
  const ahead = new ReadAhead(base);
  const app = createApp({
    routes: routes(base, model, ahead),
    chance: base.chance,
    log,
    publicUrl: base.config.publicUrl,
    consoleCaller: (request) => consoleCaller(accountDeps(base), request),
    customerCaller: (request, slug) => customerCaller({ ...base, ahead }, request, slug),
  });
  const jobs = jobDeps(base);
  const crons = cronDeps(base, env);
  return {
    fetch: (request, context) => app.fetch(request, env, context),
    consume: (batch) => consumeJobs(batch, jobs),
    tick: (now) => runCron(crons, now),
    conversation: conversationDeps(base, model),
    line: lineDeps(base),
  };
};

const wired = new WeakMap<Env, Filo>();

/** The only place where adapters are built. */
export const compose = (env: Env): Filo => {
  const known = wired.get(env) ?? wire(env);
  wired.set(env, known);
  return known;
};
