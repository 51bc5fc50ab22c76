import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
  for (const page of ["console.html", "chat.html"]) {
    const isFirst = page === "console.html";
    await build({
      root: webFolder,
      configFile: join(webFolder, "vite.config.ts"),
      logLevel: "warn",
      build: {
        outDir: into,
        emptyOutDir: isFirst,
        copyPublicDir: isFirst,
        rolldownOptions: { input: join(webFolder, page) },
      },
    });
  }
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
