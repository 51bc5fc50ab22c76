import { LineObject } from "../../workers/channels/whatsapp/LineObject.ts";
import { cronDeps, jobDeps } from "../../workers/compose/background.ts";
import { platform } from "../../workers/compose/base.ts";
import { configureLine, lineDeps } from "../../workers/compose/lines.ts";
import { liveRoomDeps } from "../../workers/compose/push.ts";
import { customerDeps } from "../../workers/compose/rooms.ts";
import { conversationDeps } from "../../workers/compose/threads.ts";
import { ConversationObject } from "../../workers/conversation/ConversationObject.ts";
import type { Env } from "../../workers/env.ts";
import { InboxObject } from "../../workers/inbox/InboxObject.ts";
import { consumeJobs } from "../../workers/jobs/consumer.ts";
import { runCron } from "../../workers/jobs/cron.ts";
import { ReadAhead } from "../../workers/page/readAhead.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { QuotaObject } from "../../workers/platform/quota/object.ts";
import type { Chance } from "../../workers/platform/clock.ts";
import type { City } from "./city.ts";
import { authToken, publicUrl } from "./messenger.ts";
import { requests, type Requests } from "./page.ts";

/** The Worker's parts, as it wires them itself. */
export interface Composed {
  conversation(context: object): object;
  line(context: object): object;
  inbox(context: object): object;
  quota(context: object): object;
  connect(line: { accountSid: string; number: string }): Promise<void>;
  tick(): Promise<void>;
  requests: Requests;
}

/** A queue that delivers what it was given once or more often, in its own time, whatever becomes of our process. */
const queueOf = (city: City, deliver: (body: unknown, again: (delaySeconds: number) => void) => Promise<void>): Queue => {
  const bring = (body: unknown, ms: number): void =>
    city.time.after(ms, () => void deliver(body, (seconds) => bring(body, seconds * 1_000)).catch(() => undefined));
  return {
    sendBatch: async (messages: Iterable<{ body: unknown }>, options: { delaySeconds?: number } = {}) => {
      for (const { body } of messages)
        for (let left = city.faults.deliveries(); left > 0; left--)
          bring(body, (options.delaySeconds ?? 0) * 1_000 + city.dice.between(10, 2_000));
    },
  } as unknown as Queue;
};

const chanceOf = (city: City): Chance => {
  const bytes = (length: number) => Uint8Array.from({ length }, () => city.dice.between(0, 256));
  const id: Chance["id"] = (kind) => makeId(kind, city.process.now(), bytes(16));
  return { now: city.process.now, bytes, id };
};

export const compose = (city: City): Composed => {
  const queue = queueOf(city, (body, again) => {
    const retry = ({ delaySeconds = 0 }: { delaySeconds?: number } = {}) => again(delaySeconds);
    const batch = { messages: [{ body, ack: () => undefined, retry }] } as unknown as MessageBatch;
    return consumeJobs(batch, jobs);
  });
  const env = {
    DB: city.d1.asD1(),
    FILES: {} as R2Bucket,
    JOBS: queue,
    CONVERSATION: city.process.namespace("CONVERSATION"),
    LINE: city.process.namespace("LINE"),
    INBOX: city.process.namespace("INBOX"),
    QUOTA: city.process.namespace("QUOTA"),
    PUBLIC_URL: publicUrl,
    SECRETS_KEY: Buffer.alloc(32, "filo's simulation").toString("base64"),
  } satisfies Env;
  const chance = chanceOf(city);
  const { secrets, ...rest } = platform(env);
  const base = { ...rest, chance, secrets: { ...secrets, open: async () => authToken } };
  const model = city.model;
  const jobs = jobDeps(base, model);
  const nobodyLooks = async () => undefined;
  const crons = {
    ...cronDeps(base, env),
    syncTemplates: nobodyLooks,
    watchHealth: nobodyLooks,
    countFigures: nobodyLooks,
    purge: nobodyLooks,
  };
  const threads = conversationDeps(base, model);
  const lines = { ...lineDeps(base), fetch: city.messenger.fetch as typeof fetch };
  const rooms = liveRoomDeps(base);
  const page = { ...base, customers: customerDeps(base), ahead: new ReadAhead(base) };
  return {
    requests: requests(base, page, model.levelsMove),
    conversation: (context) => new ConversationObject(context as DurableObjectState, {}, threads),
    line: (context) => new LineObject(context as DurableObjectState, {}, lines),
    inbox: (context) => new InboxObject(context as DurableObjectState, {}, rooms),
    quota: (context) => new QuotaObject(context as DurableObjectState, {}),
    connect: (line) => configureLine(base, line).catch(() => undefined),
    tick: () => runCron(crons, chance.now()),
  };
};
