import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.ts";
import { deployConfigFile, named, secretSettings, writeDeployConfig } from "./deployConfig.ts";
import { root } from "./paths.ts";
import { ToolFailed, wrangler } from "./tools.ts";
import { readWorkerConfig } from "./workerOptions.ts";

const dryRun = process.argv.includes("--dry-run");
const webFolder = join(root, "web");
const pagesProject = "filo-web";
const noDatabase = "00000000-0000-0000-0000-000000000000";

/** Says what is about to happen on Cloudflare and, unless this is a dry run, does it. */
async function remote(args: string[], cwd = root): Promise<string> {
  console.log(`  wrangler ${args.join(" ")}`);
  return dryRun ? "" : wrangler(args, { cwd, timeoutMs: 600_000 });
}

/** True when the command succeeds; a failure that isn't "there is none" is thrown rather than taken for a no. */
async function exists(args: string[]): Promise<boolean> {
  try {
    await remote(args);
    return !dryRun;
  } catch (cause) {
    if (cause instanceof ToolFailed && /not exist|not found|could ?n.t find|10006|10007/i.test(cause.output)) return false;
    throw cause;
  }
}

async function ensureDatabase(name: string): Promise<string> {
  const find = async () => {
    const list = await remote(["d1", "list", "--json"]);
    const databases = JSON.parse(list.slice(Math.max(0, list.indexOf("["))) || "[]") as { name: string; uuid: string }[];
    return databases.find((database) => database.name === name)?.uuid;
  };
  const known = await find();
  if (known !== undefined) return known;
  await remote(["d1", "create", name, "--location", "weur", "--update-config=false"]);
  const made = dryRun ? noDatabase : await find();
  if (made === undefined) throw new Error(`D1 has no database ${name} although it was just created`);
  return made;
}

async function ensureStores(): Promise<string> {
  const config = await readWorkerConfig();
  const [database] = config.d1_databases;
  if (database === undefined) throw new Error("wrangler.toml names no D1 database");
  for (const { bucket_name: bucket } of config.r2_buckets) {
    if (!(await exists(["r2", "bucket", "info", bucket])))
      await remote(["r2", "bucket", "create", bucket, "--update-config=false"]);
  }
  const queues = config.queues.consumers.flatMap(({ queue, dead_letter_queue: dead }) => (dead ? [queue, dead] : [queue]));
  for (const queue of queues) {
    if (!(await exists(["queues", "info", queue]))) await remote(["queues", "create", queue]);
  }
  return ensureDatabase(database.database_name);
}

/** Uploads the Worker together with the secrets that the environment names; those set earlier stay. */
async function deployWorker(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "filo-deploy-"));
  try {
    const secretsFile = join(folder, "secrets.json");
    await writeFile(secretsFile, JSON.stringify(named(secretSettings, process.env)), { mode: 0o600 });
    await remote(["deploy", "--config", deployConfigFile, "--keep-vars", "--secrets-file", secretsFile]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (dryRun) await wrangler(["deploy", "--dry-run", "--config", deployConfigFile]);
}

async function deployPages(): Promise<void> {
  const projects = await remote(["pages", "project", "list", "--json"]);
  if (!projects.includes(`"${pagesProject}"`)) {
    await remote(["pages", "project", "create", pagesProject, "--production-branch", "main"]);
  }
  await remote(["pages", "deploy", "--branch", "main", "--commit-dirty=true"], webFolder);
}

async function missingSecrets(): Promise<string[]> {
  const listed = await remote(["secret", "list", "--config", deployConfigFile, "--format", "json"]);
  return secretSettings.filter((name) => !listed.includes(`"${name}"`));
}

async function deploy(): Promise<void> {
  const { PUBLIC_URL } = process.env;
  if (!PUBLIC_URL && !dryRun) {
    throw new Error(
      `Set PUBLIC_URL to the address Filo will have, such as https://${pagesProject}.pages.dev or your own domain.`,
    );
  }
  console.log(
    dryRun ? "Dry run: builds and checks everything, and only says what it would do on Cloudflare." : "Deploying Filo.",
  );
  await build();
  if (!dryRun) await wrangler(["whoami"]);
  console.log("Stores");
  const databaseId = await ensureStores();
  await writeDeployConfig(databaseId, process.env);
  console.log("Migrations");
  await remote(["d1", "migrations", "apply", "DB", "--remote", "--config", deployConfigFile]);
  console.log("Worker");
  await deployWorker();
  console.log("Pages");
  await deployPages();
  const missing = await missingSecrets();
  const site = PUBLIC_URL ?? "https://<your address>";
  console.log(`
Filo is at ${site}/console
Twilio's webhook for each WhatsApp sender: ${site}/api/whatsapp/webhook`);
  for (const name of missing) console.log(`Not set yet: npx wrangler secret put ${name} --name filo   ${secretHelp[name] ?? ""}`);
}

const secretHelp: Record<string, string> = {
  SECRETS_KEY: "(required; make one with: openssl rand -base64 32)",
  GEMINI_API_KEYS: "(comma-separated; without it Filo answers from the agents' knowledge only)",
  VERTEX_SERVICE_ACCOUNT: "(optional; the JSON key of a service account with the role Vertex AI User)",
  MAIL_API_KEY: "(without it no mail is sent)",
};

try {
  await deploy();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
}
