import * as filo from "built-worker";

type Env = Parameters<typeof filo.default.fetch>[1];

/** What one statement cost D1, index rows counted. */
export interface StatementCost {
  sql: string;
  /** Whose it was; null for one that is bound to no tenant. */
  tenantId: string | null;
  read: number;
  written: number;
}

/**
 * `away`: every call is refused. `stuck`: calls that carry `text` never come to an end. `flaky`: of a hundred calls so many fail
 * before, and so many after, they are done.
 */
export interface DatabaseTrouble {
  kind: "none" | "away" | "stuck" | "flaky";
  text?: string;
  before?: number;
  after?: number;
}

/** What else can be made to go wrong around the Worker; what is left out stays as it is. */
export interface Surroundings {
  database?: DatabaseTrouble;
  /** Of a hundred queue messages so many are brought again though they were worked off. */
  redelivered?: number;
  /** How far the Worker's clock is ahead of the machine's, in milliseconds. */
  clockMs?: number;
}

/** Loaded in place of the Worker: the same Worker, with a database that is watched and can be cut off. */
const controlPath = "/api/watched-database";

let costs: StatementCost[] = [];
let trouble: DatabaseTrouble = { kind: "none" };
let redelivered = 0;
let clockMs = 0;

const machineNow = Date.now.bind(Date);
Date.now = () => machineNow() + clockMs;

const strikes = (ofHundred = 0): boolean => Math.random() * 100 < ofHundred;
const lost = () => new Error("D1_ERROR: Network connection lost.");

const note = ({ sql, values }: Pick<Watched, "sql" | "values">, { meta }: D1Result): void => {
  const tenantId = values.find((value): value is string => typeof value === "string" && value.startsWith("ten_")) ?? null;
  costs.push({ sql, tenantId, read: meta.rows_read, written: meta.rows_written });
};

const reach = async (statements: Watched[]): Promise<void> => {
  const { kind, text = "", before } = trouble;
  if (kind === "away" || (kind === "flaky" && strikes(before))) throw lost();
  const isMeant = statements.some(({ values }) => values.some((value) => typeof value === "string" && value.includes(text)));
  if (kind === "stuck" && isMeant) await new Promise((resolve) => setTimeout(resolve, 120_000));
};

/** What was done may seem not to have been. */
const leave = <T>(result: T): T => {
  if (trouble.kind === "flaky" && strikes(trouble.after)) throw lost();
  return result;
};

/** A prepared statement that remembers what it was bound to. */
class Watched {
  readonly sql: string;
  readonly values: unknown[];
  readonly real: D1PreparedStatement;

  constructor(sql: string, values: unknown[], real: D1PreparedStatement) {
    this.sql = sql;
    this.values = values;
    this.real = real;
  }

  bind(...values: unknown[]): Watched {
    return new Watched(this.sql, values, this.real.bind(...values));
  }

  async all<T>(): Promise<D1Result<T>> {
    await reach([this]);
    const result = await this.real.all<T>();
    note(this, result);
    return leave(result);
  }

  run<T>(): Promise<D1Result<T>> {
    return this.all<T>();
  }

  /** Rows as arrays come without their cost, so a question is asked twice; a change is made once and its rows unfolded. */
  async raw(): Promise<unknown[][]> {
    const { results } = await this.all<Record<string, unknown>>();
    return /^\s*select/i.test(this.sql) ? this.real.raw() : results.map((row) => Object.values(row));
  }
}

const watchDatabase = (real: D1Database): D1Database =>
  ({
    prepare: (sql: string) => new Watched(sql, [], real.prepare(sql)),
    async batch(statements: Watched[]) {
      await reach(statements);
      const results = await real.batch(statements.map((statement) => statement.real));
      for (const [at, result] of results.entries()) note(statements[at] ?? { sql: "", values: [] }, result);
      return leave(results);
    },
  }) as unknown as D1Database;

const watched = new WeakMap<Env, Env>();

const watch = (env: Env): Env => {
  const known = watched.get(env) ?? { ...env, DB: watchDatabase(env.DB) };
  watched.set(env, known);
  return known;
};

/** The queue does not hear of some of what was worked off, and brings it again, up to five times. */
const forgetful = <T>(batch: MessageBatch<T>): MessageBatch<T> => {
  const messages = batch.messages.map((message) => ({
    id: message.id,
    timestamp: message.timestamp,
    body: message.body,
    attempts: message.attempts,
    ack: () => (strikes(redelivered) ? message.retry() : message.ack()),
    retry: (options?: QueueRetryOptions) => message.retry(options),
  }));
  return { ...batch, queue: batch.queue, messages } as unknown as MessageBatch<T>;
};

const control = async (request: Request): Promise<Response> => {
  if (request.method === "POST") {
    const wanted = (await request.json()) as Surroundings;
    ({ database: trouble = trouble, redelivered = redelivered, clockMs = clockMs } = wanted);
  }
  const answer = Response.json(costs);
  costs = [];
  return answer;
};

/** Alarms are kept by the machine: what is set by a clock that is ahead comes when it should by that clock. */
const byMachine = (ctx: DurableObjectState): DurableObjectState => {
  const { storage } = ctx;
  const setAlarm = storage.setAlarm.bind(storage);
  storage.setAlarm = (at, options) => setAlarm(Number(at) - clockMs, options);
  return ctx;
};

export class Conversation extends filo.Conversation {
  constructor(ctx: DurableObjectState, env: Env) {
    super(byMachine(ctx), watch(env));
  }
}

export class Line extends filo.Line {
  constructor(ctx: DurableObjectState, env: Env) {
    super(byMachine(ctx), watch(env));
  }
}

export class Inbox extends filo.Inbox {}

export class Quota extends filo.Quota {}

export default {
  fetch: (request, env, context) =>
    new URL(request.url).pathname === controlPath ? control(request) : filo.default.fetch(request, watch(env), context),
  queue: (batch, env, context) => filo.default.queue(forgetful(batch), watch(env), context),
  scheduled: (controller, env, context) => filo.default.scheduled(controller, watch(env), context),
} satisfies ExportedHandler<Env>;
