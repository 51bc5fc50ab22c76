import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { experimental_readRawConfig } from "wrangler";
import { out, root } from "./paths.ts";

/** Settings that anyone may see; the rest are secrets. */
const openSettings = [
  "PUBLIC_URL",
  "TWILIO_API_BASE",
  "GEMINI_API_BASE",
  "VERTEX_PROJECT",
  "VERTEX_LOCATION",
  "VERTEX_API_BASE",
  "MAIL_API_BASE",
  "MAIL_FROM",
  "WHATSAPP_POLL_INTERVAL_SECONDS",
  "PLATFORM_ADMINS",
  "SIGN_UPS",
] as const;
export const secretSettings = ["SECRETS_KEY", "GEMINI_API_KEYS", "VERTEX_SERVICE_ACCOUNT", "MAIL_API_KEY"] as const;

export const named = (names: readonly string[], env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));

const folder = join(out.worker, "..");
export const deployConfigFile = join(folder, "wrangler.deploy.json");

interface RawConfig {
  compatibility_flags?: string[];
  d1_databases?: object[];
  vars?: Record<string, string>;
}

/**
 * The repository's wrangler.toml with what only a deployment knows: the database's id, the built Worker as it was tested, and
 * the flag that keeps `fetch` from private addresses (it would also close loopback, where the local world lives).
 */
export async function writeDeployConfig(databaseId: string, env: Record<string, string | undefined>): Promise<void> {
  const rawConfig = experimental_readRawConfig({ config: join(root, "wrangler.toml") }).rawConfig as RawConfig;
  const config = {
    ...rawConfig,
    main: relative(folder, join(out.worker, "index.js")),
    no_bundle: true,
    compatibility_flags: [...(rawConfig.compatibility_flags ?? []), "global_fetch_strictly_public"],
    d1_databases: (rawConfig.d1_databases ?? []).map((database) => ({
      ...database,
      database_id: databaseId,
      migrations_dir: relative(folder, join(root, "migrations")),
    })),
    vars: { ...rawConfig.vars, ...named(openSettings, env) },
  };
  await writeFile(deployConfigFile, JSON.stringify(config, null, 2));
}
