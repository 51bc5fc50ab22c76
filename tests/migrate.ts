import { applyD1Migrations, reset, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] };
const isEmpty = async () => (await DB.prepare("SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = 'tenants'").first("n")) === 0;

/** One runtime serves all files, one after another: each begins with empty stores. */
for (let tries = 0; tries === 0 || !(await isEmpty()); tries++) {
  if (tries === 5) throw new Error("The stores still hold what the file before left in them");
  await reset();
}
await applyD1Migrations(DB, MIGRATIONS);
