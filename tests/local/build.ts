import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildFunctions, buildMigrations, buildWeb, buildWorker } from "./buildParts.ts";
import { fingerprint } from "./fingerprint.ts";
import { out, type Part } from "./paths.ts";

interface Recipe {
  /** Files and folders whose change makes the part stale. */
  inputs: string[];
  /** Fills an empty folder; it is put in place only when it is whole. */
  make(into: string): Promise<void>;
}

const tools = ["package-lock.json", "tests/local/buildParts.ts"];

const recipes: Record<Part, Recipe> = {
  migrations: { inputs: ["migrations", ...tools], make: buildMigrations },
  worker: { inputs: ["workers", "schema", "wrangler.toml", ...tools], make: buildWorker },
  functions: { inputs: ["web/functions", "web/wrangler.toml", "schema/contract", ...tools], make: buildFunctions },
  web: {
    inputs: ["web/src", "web/public", "web/console.html", "web/chat.html", "web/vite.config.ts", "schema/contract", ...tools],
    make: buildWeb,
  },
};

const allParts = Object.keys(recipes) as Part[];

/**
 * Brings the given parts of `dist/` up to date; parts whose inputs have not changed since are left alone.
 *
 * @returns the parts that were built
 * @throws ToolFailed with the tool's own words when one can't be built
 */
export async function build(parts: readonly Part[] = allParts): Promise<Part[]> {
  const done = await Promise.all(parts.map(async (part) => ((await bringUpToDate(part)) ? part : null)));
  return done.filter((part) => part !== null);
}

async function bringUpToDate(part: Part): Promise<boolean> {
  const { inputs, make } = recipes[part];
  const folder = out[part];
  const stamp = `${folder}.stamp`;
  const wanted = await fingerprint(inputs);
  const isFresh = async () => existsSync(folder) && (await readFile(stamp, "utf8").catch(() => "")) === wanted;
  if (await isFresh()) return false;
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await make(fresh);
    // Somebody else may have been building the same: theirs is as good.
    if (!(await isFresh())) await putInPlace(fresh, folder);
    await writeFile(stamp, wanted);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return true;
}

async function putInPlace(fresh: string, folder: string): Promise<void> {
  await rm(`${folder}.stamp`, { force: true });
  for (let tries = 0; ; tries++) {
    await rm(folder, { recursive: true, force: true });
    try {
      return await rename(fresh, folder);
    } catch (cause) {
      if (tries === 3) throw cause;
    }
  }
}

if (import.meta.main) {
  const started = Date.now();
  try {
    const built = await build();
    const what = built.length === 0 ? "everything was fresh" : `built ${built.join(", ")}`;
    console.log(`${what} in ${((Date.now() - started) / 1000).toFixed(1)} s (${join(out.web, "..")})`);
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exitCode = 1;
  }
}
