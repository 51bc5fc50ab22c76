import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../local/paths.ts";

/** `npm run serve` as somebody outside starts it: a child process that knows nothing but its environment. */
export class Served {
  readonly url: string;
  readonly #child: ChildProcess;
  #said = "";

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://localhost:${port}`;
    const hear = (chunk: Buffer) => (this.#said += chunk.toString());
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
  }

  /** Everything it has printed. */
  get said(): string {
    return this.#said;
  }

  /** Starts it and waits until it answers. @throws with what it said when it ends instead */
  static async start(port: number, env: Record<string, string>): Promise<Served> {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_)/.test(name)));
    const child = spawn("npm", ["run", "serve"], {
      cwd: root,
      env: { ...inherited, PORT: String(port), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const served = new Served(child, port);
    for (let waited = 0; waited < 90_000; waited += 100) {
      if (child.exitCode !== null) throw new Error(`npm run serve ended with ${child.exitCode}:\n${served.said}`);
      const health = await fetch(`${served.url}/api/health`).catch(() => null);
      if (health?.ok) return served;
      await pause(100);
    }
    throw new Error(`npm run serve does not answer:\n${served.said}`);
  }

  /** @returns the exit code */
  async terminate(): Promise<number | null> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** A power cut: npm, the host and workerd at once. */
  async cut(): Promise<void> {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    process.kill(-this.#child.pid, "SIGKILL");
    await ended;
  }
}
