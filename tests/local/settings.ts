import { resolve } from "node:path";

/** Names of the Worker's settings (DESIGN section 5); everything else in the environment stays outside. */
const workerSettings = [
  "PUBLIC_URL",
  "SECRETS_KEY",
  "TWILIO_API_BASE",
  "GEMINI_API_BASE",
  "GEMINI_API_KEYS",
  "VERTEX_SERVICE_ACCOUNT",
  "VERTEX_PROJECT",
  "VERTEX_LOCATION",
  "VERTEX_API_BASE",
  "MAIL_API_BASE",
  "MAIL_API_KEY",
  "MAIL_FROM",
  "PUSH_API_BASE",
  "WHATSAPP_POLL_INTERVAL_SECONDS",
  "PLATFORM_ADMINS",
  "SIGN_UPS",
] as const;

export type WorkerVars = Partial<Record<(typeof workerSettings)[number], string>>;

export interface LocalSettings {
  port: number;
  stateDir: string;
  vars: WorkerVars;
}

/** Reads `PORT` (8787), `STATE_DIR` (`.state`) and the Worker's own settings; an empty setting counts as absent. */
export function readSettings(env: Record<string, string | undefined>): LocalSettings {
  const port = Number(env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port: ${env.PORT}`);
  const set = workerSettings.map((name) => [name, env[name]] as const).filter(([, value]) => value !== undefined && value !== "");
  return { port, stateDir: resolve(env.STATE_DIR || ".state"), vars: Object.fromEntries(set) };
}
