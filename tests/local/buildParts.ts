import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InlineConfig } from "vite";
import { unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { root } from "./paths.ts";
import type { Migration } from "./migrations.ts";
import { wrangler } from "./tools.ts";

const configFile = join(root, "wrangler.toml");
const webFolder = join(root, "web");

/** The Worker as `wrangler deploy` would upload it, and its configuration in the form the local runtime reads. */
export async function buildWorker(into: string): Promise<void> {
  await wrangler(["deploy", "--dry-run", "--outdir", into]);
  const config = unstable_readConfig({ config: configFile }, { hideWarnings: true });
  await writeFile(join(into, "config.json"), JSON.stringify(config));
}

/** The Pages Functions as one Worker. */
export async function buildFunctions(into: string): Promise<void> {
  await wrangler(["pages", "functions", "build", "functions", "--outdir", into, "--compatibility-date", "2026-10-01"], {
    cwd: webFolder,
  });
}

/**
 * The console and the public page, with `web/public` beside them. Each page is a build of its own: built together they would
 * share chunks, and the public page would carry what only the console uses.
 */
export async function buildWeb(into: string): Promise<void> {
  const { build } = await import("vite");
  // What ships, also when a test builds it: frameworks bring their development files where this says anything else.
  process.env["NODE_ENV"] = "production";
  const page = (name: string, isFirst: boolean): InlineConfig => ({
    ...webBuild,
    build: { outDir: into, emptyOutDir: isFirst, copyPublicDir: isFirst, rolldownOptions: { input: join(webFolder, name) } },
  });
  await build(page("console.html", true));
  await build(await serviceWorker(into));
  await build(page("chat.html", false));
}

const webBuild: InlineConfig = { root: webFolder, configFile: join(webFolder, "vite.config.ts"), logLevel: "warn" };

/** Files of the console's that are no part of the build, but are shown by it without a network. */
const besideTheBuild = ["/filo.svg", "/console.webmanifest", "/icons/filo-192.png"];

/**
 * The console's service worker, told what the console that has just been built is made of. The files' names say what is in them, so
 * together they name the build; the worker's own address stays, since browsers ask there for the next one.
 */
async function serviceWorker(into: string): Promise<InlineConfig> {
  const built = (await readdir(join(into, "assets"))).toSorted().map((name) => `/assets/${name}`);
  const files = [...built, ...besideTheBuild];
  const version = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
  return {
    ...webBuild,
    define: { __SHELL__: JSON.stringify({ version, files }) },
    build: {
      outDir: into,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(webFolder, "src/sw/consoleSw.ts"),
        output: { entryFileNames: "console-sw.js" },
      },
    },
  };
}

/** The migrations in order, split into statements as wrangler splits them. */
export async function buildMigrations(into: string): Promise<void> {
  const folder = join(root, "migrations");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  const migrations: Migration[] = await Promise.all(
    names.map(async (name) => ({ name, queries: unstable_splitSqlQuery(await readFile(join(folder, name), "utf8")) })),
  );
  await writeFile(join(into, "migrations.json"), JSON.stringify(migrations));
}
