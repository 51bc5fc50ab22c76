import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");

/** Where each part of the build ends up. `web` is also what `web/wrangler.toml` deploys. */
export const out = {
  worker: join(dist, "worker"),
  functions: join(dist, "functions"),
  web: join(dist, "web"),
  migrations: join(dist, "migrations"),
} as const;
export type Part = keyof typeof out;
