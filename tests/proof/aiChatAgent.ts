import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { freePort } from "../local/freePort.ts";
import { root } from "../local/paths.ts";
import { runtimeOptions } from "../local/runtimeOptions.ts";
import { wrangler } from "../local/tools.ts";
import { readWorkerConfig } from "../local/workerOptions.ts";

/**
 * The least Worker on `@cloudflare/ai-chat`. Its packages are installed when the trial asks for them, from a lockfile of their own: they
 * weigh more than all that Filo ships with, their peers do not agree without `--legacy-peer-deps`, and nothing else here needs them.
 */
const source = join(import.meta.dirname, "aiChatAgent");
const folder = join(root, ".cache/ai-chat-agent");
const files = ["package.json", "package-lock.json", "worker.js", "wrangler.toml"];

const bundled = async (): Promise<string> => {
  await mkdir(folder, { recursive: true });
  for (const file of files) await copyFile(join(source, file), join(folder, file));
  const isInstalled = await stat(join(folder, "node_modules/agents")).catch(() => null);
  const install = ["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"];
  if (!isInstalled) await promisify(execFile)("npm", install, { cwd: folder });
  await wrangler(["deploy", "--dry-run", "--outdir", "out"], { cwd: folder });
  return readFile(join(folder, "out/worker.js"), "utf8");
};

export interface RunningAgent {
  port: number;
  stop(): Promise<void>;
}

/** Runs it on the runtime that runs Filo, on disk like it. */
export async function startAiChatAgent(stateDir: string, vars: Record<string, string>): Promise<RunningAgent> {
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = await readWorkerConfig();
  const contents = await bundled();
  const port = await freePort();
  const texts = Object.entries(vars).map(([name, value]) => [name, { type: "text" as const, value }] as const);
  const miniflare = new Miniflare({
    ...runtimeOptions(port, stateDir),
    workers: [
      {
        config: {
          name: "agent",
          compatibilityDate,
          compatibilityFlags,
          manifest: { mainModule: "worker.js", modules: { "worker.js": { type: "esm", contents } } },
          env: { ...Object.fromEntries(texts), Chat: { type: "durable-object", worker: "agent", exportName: "Chat" } },
          exports: { Chat: { type: "durable-object", storage: "sqlite" } },
        },
      },
    ],
  });
  await miniflare.ready;
  return { port, stop: () => miniflare.dispose() };
}
