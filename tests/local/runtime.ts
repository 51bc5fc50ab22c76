import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Miniflare, type MiniflareOptions } from "miniflare";
import { tickCrons } from "./crons.ts";
import { freePort } from "./freePort.ts";
import { applyMigrations, type MigratedDatabase, type Migration } from "./migrations.ts";
import { out } from "./paths.ts";
import { guard, runtimePid } from "./processes.ts";
import { runtimeOptions } from "./runtimeOptions.ts";
import type { WorkerVars } from "./settings.ts";
import { apiWorker, databaseOnly, pagesWorker, type WorkerOptions } from "./workerOptions.ts";

export interface FiloOptions {
  /** 0 or none: any free port. */
  port?: number;
  /** Where D1, R2 and the objects live; starting again on it goes on where it was. */
  stateDir: string;
  /** The Worker's settings. `PUBLIC_URL` is this server unless it is named. */
  vars?: WorkerVars;
  /** Says nothing, not even what the Worker logs. */
  quiet?: boolean;
  /** Crons fire every minute, and once soon after the start, unless this is false. */
  crons?: boolean;
  /** What a test puts around the built Worker, to watch it or to cut it off. */
  dress?: (worker: WorkerOptions) => Promise<WorkerOptions>;
}

export interface Filo {
  url: string;
  port: number;
  /** The pid of workerd, which is the product; this process is only its host. */
  pid: number;
  /** Fires the crons of this minute, or of the minute that is named, and waits for them. */
  tick(at?: Date): Promise<void>;
  /** Ends cleanly. */
  stop(): Promise<void>;
  /** Kills workerd where it stands (SIGKILL), as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Runs what `build()` made, Worker and Pages in one runtime, on local stores under `stateDir`. Two at a time on one state would
 * corrupt it: `owner.ts` is how the commands see to that.
 *
 * @throws when the port is taken, or the build is missing
 */
export async function startFilo(options: FiloOptions): Promise<Filo> {
  await mkdir(options.stateDir, { recursive: true });
  const port = options.port || (await freePort());
  const url = `http://localhost:${port}`;
  const shared = runtimeOptions(port, join(options.stateDir, "stores"), options.quiet === true);
  await migrate(shared, options.stateDir);
  const { options: bare, crons } = await apiWorker({ PUBLIC_URL: url, ...options.vars });
  const api = options.dress === undefined ? bare : await options.dress(bare);
  let guarded: ReturnType<typeof guard> | undefined;
  let pid = 0;
  const standGuard = () => {
    guarded?.kill();
    pid = runtimePid(port);
    guarded = guard(pid);
  };
  const miniflare = new Miniflare({ ...shared, workers: [await pagesWorker(api), api], unsafeHandleRuntimeRestart: standGuard });
  await miniflare.ready;
  standGuard();
  const ticker = tickCrons(miniflare, api.config.name, crons, { isOn: options.crons !== false, isQuiet: options.quiet === true });
  const stop = async () => {
    ticker.stop();
    await miniflare.dispose();
    guarded?.kill();
  };
  return {
    url,
    port,
    get pid() {
      return pid;
    },
    tick: (at) => ticker.tick(at),
    stop,
    kill: async () => {
      process.kill(pid, "SIGKILL");
      await stop();
    },
  };
}

/** Brings the database up to date before anything can reach it. A file tells what is known to be applied, to start quicker. */
async function migrate(shared: Omit<MiniflareOptions, "workers">, stateDir: string): Promise<void> {
  const text = await readFile(join(out.migrations, "migrations.json"), "utf8");
  const known = join(stateDir, "migrated.json");
  if ((await readFile(known, "utf8").catch(() => "")) === text) return;
  const miniflare = new Miniflare({ ...shared, port: await freePort(), workers: [await databaseOnly()] });
  try {
    const db = (await miniflare.getD1Database("DB")) as MigratedDatabase;
    await applyMigrations(db, JSON.parse(text) as Migration[]);
  } finally {
    await miniflare.dispose();
  }
  await writeFile(known, text);
}
