import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { commandOf } from "./processes.ts";

const fileOf = (stateDir: string) => join(stateDir, "owner.json");

/**
 * One process owns a state at a time: two runtimes on the same files would corrupt them. A newcomer ends the owner before
 * it (which npm leaves behind when it is itself killed) and takes its place.
 *
 * @returns how to give the state up again
 */
export async function ownState(stateDir: string): Promise<() => Promise<void>> {
  await mkdir(stateDir, { recursive: true });
  const before = await readOwner(stateDir);
  if (before !== null) {
    console.log(`Ending the Filo that still runs on ${stateDir} (pid ${before}).`);
    await end(before);
  }
  await writeFile(fileOf(stateDir), JSON.stringify({ pid: process.pid }));
  return () => rm(fileOf(stateDir), { force: true });
}

async function readOwner(stateDir: string): Promise<number | null> {
  const text = await readFile(fileOf(stateDir), "utf8").catch(() => null);
  if (text === null) return null;
  const { pid } = JSON.parse(text) as { pid: number };
  // A pid may have been given to somebody else since: only a process of ours is ended.
  return /tests\/local\//.test(commandOf(pid) ?? "") ? pid : null;
}

async function end(pid: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < 6_000; waited += 50) {
      if (commandOf(pid) === undefined) return;
      await pause(50);
    }
  }
}
