import { readFileSync } from "node:fs";
import { transformWithOxc } from "vite";
import type { WorkerOptions } from "../local/workerOptions.ts";
import type { DatabaseTrouble, StatementCost, Surroundings } from "./watchedWorker.ts";

const controlPath = "/api/watched-database";

/** Puts `watchedWorker.ts` around the built Worker. */
export async function watchDatabase(worker: WorkerOptions): Promise<WorkerOptions> {
  const { manifest } = worker.config;
  if (manifest === undefined) throw new Error("the Worker has no modules");
  const source = readFileSync(new URL("./watchedWorker.ts", import.meta.url), "utf8");
  const { code } = await transformWithOxc(source, "watchedWorker.ts");
  const contents = code.replace("built-worker", `./${manifest.mainModule}`);
  const modules = { ...manifest.modules, "watched.js": { type: "esm" as const, contents } };
  return { ...worker, config: { ...worker.config, manifest: { mainModule: "watched.js", modules } } };
}

/** The test's hand on the database of a Worker that `watchDatabase` was put around. */
export class DatabaseWatch {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url + controlPath;
  }

  /** What every statement has cost since the last time this was asked. */
  async costs(): Promise<StatementCost[]> {
    return (await (await fetch(this.#url)).json()) as StatementCost[];
  }

  trouble(database: DatabaseTrouble): Promise<void> {
    return this.surround({ database });
  }

  async surround(surroundings: Surroundings): Promise<void> {
    await fetch(this.#url, { method: "POST", body: JSON.stringify(surroundings) });
  }
}
