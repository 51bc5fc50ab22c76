import { Miniflare } from "miniflare";
import { build } from "vite";
import { freePort } from "../local/freePort.ts";
import { runtimeOptions } from "../local/runtimeOptions.ts";
import { pagesWorker, readWorkerConfig, type WorkerOptions } from "../local/workerOptions.ts";

export interface Floor {
  port: number;
  stop(): Promise<void>;
}

/** The floor on the same runtime as Filo, on disk like it, and behind the same Pages Function. */
export async function startFloor(stateDir: string, vars: Record<string, string> = {}): Promise<Floor> {
  const worker = await floorWorker(vars);
  const port = await freePort();
  const miniflare = new Miniflare({
    ...runtimeOptions(port, stateDir),
    workers: [await pagesWorker(worker), worker],
  });
  await miniflare.ready;
  return { port, stop: () => miniflare.dispose() };
}

async function floorWorker(vars: Record<string, string>): Promise<WorkerOptions> {
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = await readWorkerConfig();
  return {
    config: {
      name: "floor",
      compatibilityDate,
      compatibilityFlags,
      manifest: { mainModule: "floor.js", modules: { "floor.js": { type: "esm", contents: await bundle() } } },
      env: {
        ...Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: "text" as const, value }])),
        STORE: { type: "durable-object", worker: "floor", exportName: "Store" },
      },
      exports: { Store: { type: "durable-object", storage: "sqlite" } },
    },
  };
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      lib: { entry: new URL("./floorWorker.ts", import.meta.url).pathname, formats: ["es"], fileName: "floor" },
      rolldownOptions: { external: ["cloudflare:workers"] },
    },
  });
  const [first] = [built].flat();
  if (first === undefined || !("output" in first)) throw new Error("the floor was not built");
  return first.output[0].code;
}
