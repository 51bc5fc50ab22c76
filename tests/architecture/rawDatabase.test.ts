import { expect, it } from "vitest";
import { sourceFiles } from "./imports.ts";

/**
 * Who holds the database itself. Everybody else has `TenantDb`, which cannot be asked without a tenant; what these files ask is looked at,
 * statement by statement, while the tests run (`support/sql/everyStatement.ts`).
 */
const holders = [
  "accounts",
  "builder",
  "consoleSessions",
  "directory",
  "housekeeping",
  "invitations",
  "keyUsage",
  "mailTokens",
  "platformView",
  "poolKeyDesk",
  "poolKeys",
  "rateLimits",
  "restores",
  "searchIndex",
  "team",
  "tenantDb",
  "trip",
].map((name) => `workers/platform/${name}.ts`);

const files = sourceFiles("workers");
const paths = (isMeant: (text: string) => boolean) => files.filter(({ text }) => isMeant(text)).map(({ path }) => path);

it("the database's own interface is in the hands of few, which are named", () => {
  const raw = files.filter(
    ({ packages, text }) => packages.includes("drizzle-orm/d1") || /\bD1Database\b|\.prepare\(/.test(text),
  );
  expect(
    raw
      .map(({ path }) => path)
      .filter((path) => path !== "workers/env.ts")
      .toSorted(),
  ).toEqual(holders);
});

it("the binding is handed to them where the Worker is put together, and nowhere else: no Durable Object asks D1 by itself", () => {
  expect(paths((text) => /\.DB\b|\bDB:|\{[^}\n]*\bDB\b[^}\n]*\}/.test(text)).toSorted()).toEqual([
    "workers/compose/background.ts",
    "workers/compose/base.ts",
    "workers/compose/models.ts",
    "workers/env.ts",
  ]);
  const uses = files.flatMap(({ text }) => [...text.matchAll(/.*\benv\.DB\b.*/g)].map(([line]) => line.trim()));
  const isHandedOn = (line: string) => /(?:new [A-Z]\w+|purgeExpired)\(env\.DB[,)]/.test(line);
  expect(uses.filter((line) => !isHandedOn(line))).toEqual([]);
});

it("a tenant's database is opened for a tenant in one place", () => {
  expect(paths((text) => /new TenantDb\(/.test(text)).toSorted()).toEqual([
    "workers/compose/base.ts",
    "workers/platform/tenantDb.ts",
  ]);
});

it("SQL that is put in as it stands is said by few, who take it from their own code and never from outside", () => {
  expect(paths((text) => /\bsql\.raw\(/.test(text)).toSorted()).toEqual([
    "workers/backup/writeRows.ts",
    "workers/contacts/named.ts",
    "workers/figures/countTenant.ts",
    "workers/figures/followLeads.ts",
    "workers/platform/selection.ts",
  ]);
});
