import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

interface ProcessLine {
  pid: number;
  parent: number;
  command: string;
}

/** Every process of this machine that we may see: from /proc where there is one, else from `ps`. */
function processes(): ProcessLine[] {
  if (!existsSync("/proc/self/stat")) {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command: command ?? "" };
    });
  }
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => readProcess(pid) ?? []);
}

function readProcess(pid: string): ProcessLine | undefined {
  try {
    // The command's name stands in parentheses and may itself contain some; what follows the last one is regular.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return { pid: Number(pid), parent, command };
  } catch {
    return undefined;
  }
}

/** The pid of the runtime that this process started with its entry on `port`. */
export function runtimePid(port: number): number {
  const own = processes().find(({ parent, command }) => parent === process.pid && command.includes(`:${port} `));
  if (own === undefined) throw new Error(`the runtime on port ${port} is not there`);
  return own.pid;
}

/** What a running process was started as; undefined when there is none. */
export const commandOf = (pid: number): string | undefined => processes().find((line) => line.pid === pid)?.command;

/**
 * Ends the runtime when this process dies without having had the time to: a killed parent would leave it holding the port
 * and the state. A shell waits on a pipe that only we hold open.
 */
export function guard(pid: number): ChildProcess {
  const child = spawn("/bin/sh", ["-c", `read -r _; kill -9 ${pid} 2>/dev/null`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.on("error", () => undefined);
  child.stdin?.on("error", () => undefined);
  child.unref();
  return child;
}
