import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";

/** What `npm test` does, in this order; the cheap checks first. */
const checks: [name: string, command: string, ...args: string[]][] = [
  ["types of the Worker", "tsc", "-p", "tsconfig.workers.json"],
  ["types of the web", "tsc", "-p", "tsconfig.web.json"],
  ["types of the tests", "tsc", "-p", "tsconfig.tests.json"],
  ["lint", "oxlint", "--deny-warnings"],
  ["format", "oxfmt", "--check", "."],
];

const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  DO_NOT_TRACK: "1",
};

type Outlet = "inherit" | ["ignore", "pipe", "pipe"];

const start = (command: string, args: string[], stdio: Outlet): ChildProcess =>
  spawn(join("node_modules", ".bin", command), args, { stdio, env: { ...process.env, ...quiet } });

const ended = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    child.on("close", (code) => resolve(code === 0));
    child.on("error", () => resolve(false));
  });

const run = (command: string, args: string[]): Promise<boolean> => ended(start(command, args, "inherit"));

/** Beside others: every line says whose it is, and a lane in the background takes what the others leave of the processor. */
const runBeside = async (name: string, command: string, args: string[], isBackground: boolean): Promise<boolean> => {
  const child = start(command, args, ["ignore", "pipe", "pipe"]);
  if (isBackground && child.pid !== undefined) setPriority(child.pid, 10);
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface(stream).on("line", (line) => console.log(`${name} │ ${line}`));
  return ended(child);
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

interface Count {
  passed: number;
  /** What each failure was, in words. */
  failures: string[];
}

/** Each failed test by file, name and first lines of its reason, and each file that could not run; they are told again at the end, where they are found. */
const failuresOf = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => `${file} › ${test.fullName}\n${test.failureMessages.join("\n").split("\n").slice(0, 12).join("\n")}`);
    return tests.length === 0 && status === "failed" ? [`${file}\n${message}`] : tests;
  });

const vitest = (report: string, args: string[]) => [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...args,
];

/** Runs suites and counts; one that could not even start counts as a failure. */
const counted = async (suites: (report: string) => Promise<boolean>): Promise<Count> => {
  const folder = mkdtempSync(join(tmpdir(), "filo-test-"));
  const report = join(folder, "report.json");
  const ok = await suites(report);
  try {
    const told = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failures = failuresOf(told);
    const isGreen = ok && told.success && told.numFailedTests === 0;
    if (failures.length === 0 && !isGreen) failures.push("a suite ended in an error outside its tests");
    return { passed: told.numPassedTests, failures };
  } catch {
    return { passed: 0, failures: ["a suite left no report"] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Ten thousand stories keep two processors busy by themselves. */
const stories = (): Promise<Count> =>
  counted((report) => runBeside("stories", "vitest", vitest(report, ["--project", "stories"]), false));

/** What is calculated runs in the background of what waits for browsers, clocks and power cuts: together they keep two cores busy. */
const lanes = {
  rules: { isBackground: true },
  workers: { isBackground: true },
  system: { isBackground: false },
};

const everything = async (): Promise<Count> => {
  // Now, before several would build at the same time; what is wrong with it, they say.
  await ended(spawn(process.execPath, ["tests/local/build.ts"], { stdio: "inherit" }));
  const told = await stories();
  const beside = await Promise.all(
    Object.entries(lanes).map(([project, { isBackground }]) =>
      counted((report) => runBeside(project, "vitest", vitest(report, ["--project", project]), isBackground)),
    ),
  );
  const counts = [told, ...beside];
  return {
    passed: counts.reduce((all, { passed }) => all + passed, 0),
    failures: counts.flatMap(({ failures }) => failures),
  };
};

/** With arguments only what they name, as vitest understands them. */
const some = (args: string[]): Promise<Count> => counted((report) => run("vitest", vitest(report, args)));

const failed: string[] = [];
for (const [name, command, ...args] of checks) if (!(await run(command, args))) failed.push(`check: ${name}`);
const named = process.argv.slice(2);
const tests = await (named.length === 0 ? everything() : some(named));
const passes = tests.passed + checks.length - failed.length;
const failures = [...failed, ...tests.failures];
for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${passes} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
