import { consoleCaller } from "./accounts/consoleCaller.ts";
import { createApp } from "./api/app.ts";
import type { LineDeps } from "./channels/whatsapp/line.ts";
import type { ConversationDeps } from "./conversation/ports.ts";
import type { Env } from "./env.ts";
import type { PushDeskDeps } from "./inbox/pushDesk.ts";
import { consumeJobs } from "./jobs/consumer.ts";
import { runCron } from "./jobs/cron.ts";
import { customerCaller } from "./page/customerCaller.ts";
import { ReadAhead } from "./page/readAhead.ts";
import { cronDeps, jobDeps } from "./compose/background.ts";
import { log, platform } from "./compose/base.ts";
import { lineDeps } from "./compose/lines.ts";
import { createModel } from "./compose/models.ts";
import { liveRoomDeps } from "./compose/push.ts";
import { accountDeps } from "./compose/rooms.ts";
import { routes } from "./compose/routes.ts";
import { conversationDeps } from "./compose/threads.ts";

/** Everything the Worker is made of, wired once per isolate. */
export interface Filo {
  fetch(request: Request, context: ExecutionContext): Response | Promise<Response>;
  consume(batch: MessageBatch): Promise<void>;
  tick(now: number): Promise<void>;
  conversation: ConversationDeps;
  line: LineDeps;
  liveRoom: PushDeskDeps;
}

const wire = (env: Env): Filo => {
  const base = platform(env);
  const model = createModel(env, base);
  const accounts = accountDeps(base, model);
  const ahead = new ReadAhead(base);
  const app = createApp({
    routes: routes(base, model, ahead),
    chance: base.chance,
    log,
    publicUrl: base.config.publicUrl,
    consoleCaller: (request) => consoleCaller(accounts, request),
    customerCaller: (request, slug, body) => customerCaller({ ...base, ahead }, request, slug, body),
  });
  const jobs = jobDeps(base, model);
  const crons = cronDeps(base, env);
  return {
    fetch: (request, context) => app.fetch(request, env, context),
    consume: (batch) => consumeJobs(batch, jobs),
    tick: (now) => runCron(crons, now),
    conversation: conversationDeps(base, model),
    line: lineDeps(base),
    liveRoom: liveRoomDeps(base),
  };
};

const wired = new WeakMap<Env, Filo>();

/** The only place where adapters are built. */
export const compose = (env: Env): Filo => {
  const known = wired.get(env) ?? wire(env);
  wired.set(env, known);
  return known;
};
