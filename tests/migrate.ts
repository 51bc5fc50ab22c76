import { applyD1Migrations, reset, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] };
/** One runtime serves all files, one after another: each begins with empty stores. */
await reset();
await applyD1Migrations(DB, MIGRATIONS);
