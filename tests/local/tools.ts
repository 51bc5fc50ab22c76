import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./paths.ts";

/** What keeps wrangler quiet, and off the network, where it needs none. */
export const quietEnv = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_SANITIZE: "true",
  DO_NOT_TRACK: "1",
  NO_COLOR: "1",
};

export class ToolFailed extends Error {
  readonly output: string;

  constructor(what: string, output: string) {
    super(`${what} failed:\n${output.trim()}`);
    this.output = output;
  }
}

interface RunOptions {
  /** Working directory; the repository's root unless given. */
  cwd?: string;
  /** Text for the tool's standard input. */
  input?: string;
  env?: Record<string, string>;
  /** Milliseconds after which the tool is killed; `wrangler pages` may hang when it fails. */
  timeoutMs?: number;
}

/**
 * Runs the wrangler of this repository with the Node that runs us and returns what it printed.
 *
 * @throws ToolFailed with everything it said, when it exits with anything but 0
 */
export const wrangler = (args: string[], options: RunOptions = {}): Promise<string> =>
  run(`wrangler ${args.join(" ")}`, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], options);

function run(what: string, args: string[], options: RunOptions): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...quietEnv, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: options.timeoutMs ?? 180_000,
    killSignal: "SIGKILL",
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new ToolFailed(what, `${output}\n(${signal === null ? `exit ${code}` : `killed: ${signal}`})`));
    });
  });
}
