import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { MiniflareOptions } from "miniflare";
import { out } from "./paths.ts";
import type { WorkerVars } from "./settings.ts";

export type WorkerOptions = MiniflareOptions["workers"][number];
type Bindings = NonNullable<WorkerOptions["config"]["env"]>;

/** The part of wrangler's configuration that a local run has a use for, as the build left it. */
export interface WorkerConfig {
  name: string;
  compatibility_date: string;
  compatibility_flags: string[];
  triggers: { crons?: string[] };
  d1_databases: { binding: string; database_name: string }[];
  r2_buckets: { binding: string; bucket_name: string }[];
  queues: {
    producers: { binding: string; queue: string }[];
    consumers: {
      queue: string;
      max_batch_size?: number;
      max_batch_timeout?: number;
      max_retries?: number;
      dead_letter_queue?: string;
    }[];
  };
  durable_objects: { bindings: { name: string; class_name: string }[] };
  migrations: { new_sqlite_classes?: string[] }[];
}

/** @throws when the Worker has not been built */
export const readWorkerConfig = async (): Promise<WorkerConfig> =>
  JSON.parse(await readFile(join(out.worker, "config.json"), "utf8")) as WorkerConfig;

/** The Worker as it would be deployed, on local stores. */
export async function apiWorker(vars: WorkerVars): Promise<{ options: WorkerOptions; crons: string[] }> {
  const config = await readWorkerConfig();
  const crons = config.triggers.crons ?? [];
  const options: WorkerOptions = {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      manifest: await manifestOf(out.worker),
      env: { ...bindingsOf(config), ...textBindings(vars) },
      exports: Object.fromEntries(sqliteClasses(config).map((name) => [name, { type: "durable-object", storage: "sqlite" }])),
      triggers: [...consumersOf(config), ...crons.map((schedule) => ({ type: "scheduled" as const, schedule }))],
    },
  };
  return { options, crons };
}

/** Only the database, for migrating it before any door opens. */
export async function databaseOnly(): Promise<WorkerOptions> {
  const { options } = await apiWorker({});
  const { name, compatibilityDate, env } = options.config;
  const contents = "export default { fetch: () => new Response(null, { status: 503 }) }";
  return {
    config: {
      name,
      compatibilityDate,
      env: Object.fromEntries(Object.entries(env ?? {}).filter(([, binding]) => binding.type === "d1")),
      manifest: { mainModule: "migrate.js", modules: { "migrate.js": { type: "esm", contents } } },
    },
  };
}

/** Pages: static files with their headers and redirects, and the Functions in front of the paths of `_routes.json`. */
export async function pagesWorker(api: WorkerOptions): Promise<WorkerOptions> {
  const routes = JSON.parse(await readFile(join(out.web, "_routes.json"), "utf8")) as { include: string[]; exclude: string[] };
  return {
    config: {
      name: "filo-web",
      compatibilityDate: api.config.compatibilityDate,
      manifest: await manifestOf(out.functions),
      env: { ASSETS: { type: "assets" }, API: { type: "worker", worker: api.config.name } },
      assets: {
        directory: out.web,
        hasUserWorker: true,
        runWorkerFirst: [...routes.include, ...routes.exclude.map((path) => `!${path}`)],
        htmlHandling: "auto-trailing-slash",
        notFoundHandling: existsSync(join(out.web, "404.html")) ? "404-page" : "none",
      },
    },
  };
}

async function manifestOf(folder: string): Promise<NonNullable<WorkerOptions["config"]["manifest"]>> {
  const types = { ".js": "esm", ".mjs": "esm", ".wasm": "wasm", ".bin": "data", ".txt": "text" } as const;
  const names = (await readdir(folder)).filter((name) => extname(name) in types);
  const modules = await Promise.all(
    names.map(async (name) => {
      const type = types[extname(name) as keyof typeof types];
      const contents = await readFile(join(folder, name));
      return [name, { type, contents: type === "wasm" || type === "data" ? new Uint8Array(contents) : contents.toString() }];
    }),
  );
  return { mainModule: "index.js", modules: Object.fromEntries(modules) };
}

function bindingsOf(config: WorkerConfig): Bindings {
  const bindings: Bindings = {};
  for (const { binding, database_name } of config.d1_databases) bindings[binding] = { type: "d1", id: database_name };
  for (const { binding, bucket_name } of config.r2_buckets) bindings[binding] = { type: "r2", name: bucket_name };
  for (const { binding, queue } of config.queues.producers) bindings[binding] = { type: "queue", name: queue };
  for (const { name, class_name } of config.durable_objects.bindings) {
    bindings[name] = { type: "durable-object", worker: config.name, exportName: class_name };
  }
  return bindings;
}

const textBindings = (vars: WorkerVars): Bindings =>
  Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: "text" as const, value }]));

const sqliteClasses = (config: WorkerConfig): string[] =>
  config.migrations.flatMap((migration) => migration.new_sqlite_classes ?? []);

const consumersOf = (config: WorkerConfig) =>
  config.queues.consumers.map((consumer) => ({
    type: "queue" as const,
    name: consumer.queue,
    ...(consumer.max_batch_size === undefined ? {} : { maxBatchSize: consumer.max_batch_size }),
    ...(consumer.max_batch_timeout === undefined ? {} : { maxBatchTimeout: consumer.max_batch_timeout }),
    ...(consumer.max_retries === undefined ? {} : { maxRetries: consumer.max_retries }),
    ...(consumer.dead_letter_queue === undefined ? {} : { deadLetterQueue: consumer.dead_letter_queue }),
  }));
