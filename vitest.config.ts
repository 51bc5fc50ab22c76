import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const migrations = await readD1Migrations("./migrations");

export default defineConfig({
  test: {
    silent: "passed-only",
    projects: [
      {
        resolve: { alias: { "cloudflare:workers": new URL("./tests/support/cloudflareWorkers.ts", import.meta.url).pathname } },
        test: {
          name: "rules",
          // Each of a process's files would read the same modules anew; none of them keeps what another could meet.
          isolate: false,
          testTimeout: 60_000,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.worker.test.ts", "tests/{e2e,faults,bench,whole}/**"],
          environment: "node",
          setupFiles: ["./tests/support/bothLanguages.ts"],
        },
      },
      { test: { name: "stories", include: ["tests/whole/**/*.test.ts"] } },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                MIGRATIONS: migrations,
                PUBLIC_URL: "https://filo.test",
                SECRETS_KEY: "dGVzdC1vbmx5LXNlY3JldHMta2V5LTMyLWJ5dGVzISE=",
                SIGN_UPS: "open",
              },
            },
          }),
        ],
        test: {
          name: "workers",
          isolate: false,
          // Two of these runtimes beside each other were seen to hang at their end.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          include: ["tests/**/*.worker.test.ts"],
          exclude: ["tests/{e2e,faults,bench}/**"],
          setupFiles: ["./tests/migrate.ts", "./tests/support/sql/everyStatement.ts"],
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/{e2e,faults,bench}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // These wait for clocks and pages more than they calculate, but one more browser would make each of them slow.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // Tests that run beside each other wait for clocks, not for the processor.
          maxConcurrency: 40,
        },
      },
    ],
  },
});
