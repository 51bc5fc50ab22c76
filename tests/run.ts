import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `npm test` does, in this order; the cheap checks first. */
const checks: [name: string, command: string, ...args: string[]][] = [
  ["types of the Worker", "tsc", "-p", "tsconfig.workers.json"],
  ["types of the web", "tsc", "-p", "tsconfig.web.json"],
  ["types of the tests", "tsc", "-p", "tsconfig.tests.json"],
  ["lint", "oxlint", "--deny-warnings"],
  ["format", "oxfmt", "--check", "."],
];

const run = (command: string, args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(join("node_modules", ".bin", command), args, { stdio: "inherit", env: { ...process.env, ...quiet } });
    child.on("close", (code) => resolve(code === 0));
    child.on("error", () => resolve(false));
  });

const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  DO_NOT_TRACK: "1",
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  success: boolean;
}

/** Runs the suites and counts; a suite that could not even start counts as a failure. */
const suites = async (args: string[]): Promise<{ passed: number; failed: number }> => {
  const folder = mkdtempSync(join(tmpdir(), "filo-test-"));
  const report = join(folder, "report.json");
  const ok = await run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args]);
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, "utf8")) as Report;
    return { passed: numPassedTests, failed: Math.max(numFailedTests, ok && success ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const failed: string[] = [];
for (const [name, command, ...args] of checks) if (!(await run(command, args))) failed.push(name);
const tests = await suites(process.argv.slice(2));
if (failed.length > 0) console.log(`Failed checks: ${failed.join(", ")}`);
const passes = tests.passed + checks.length - failed.length;
const failures = tests.failed + failed.length;
console.log(`\n${passes} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
