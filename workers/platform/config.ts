import { MasterKeysUnusable, parseMasterKeys, type MasterKey } from "./masterKeys.ts";
import { parseVertex, type VertexConfig, type VertexSettings } from "./vertexConfig.ts";

/** The settings of the environment, as text (DESIGN section 5, first row). */
export interface Settings extends VertexSettings {
  PUBLIC_URL?: string;
  SECRETS_KEY?: string;
  TWILIO_API_BASE?: string;
  GEMINI_API_BASE?: string;
  GEMINI_API_KEYS?: string;
  MAIL_API_BASE?: string;
  MAIL_API_KEY?: string;
  MAIL_FROM?: string;
  PUSH_API_BASE?: string;
  WHATSAPP_POLL_INTERVAL_SECONDS?: string;
  PLATFORM_ADMINS?: string;
  SIGN_UPS?: string;
}

export interface Config {
  /** Origin of the site, without a slash at its end: signatures are checked over it, links begin with it. */
  publicUrl: string;
  masterKeys: MasterKey[];
  twilioApiBase: string;
  geminiApiBase: string;
  /** Seeds of the platform's pool; none means the offline model. */
  geminiApiKeys: string[];
  /** Null where the installation has no Vertex AI. */
  vertex: VertexConfig | null;
  /** Null while no mail provider is configured. */
  mail: { apiBase: string; apiKey: string; from: string } | null;
  /** Origin of the one push service that may be reached without https: the simulated world's. */
  pushApiBase: string | null;
  pollIntervalMs: number;
  /** Lower-case e-mails. */
  platformAdmins: string[];
  signUps: "open" | "closed";
}

/** Every complaint about the environment at once, so that an installer corrects it in one go. */
export class ConfigUnusable extends Error {
  readonly complaints: string[];
  constructor(complaints: string[]) {
    super(`The environment is not usable:\n${complaints.map((complaint) => `- ${complaint}`).join("\n")}`);
    this.complaints = complaints;
  }
}

/**
 * The environment, parsed once at the door.
 *
 * @throws ConfigUnusable naming every setting that is missing or wrong
 */
export const parseConfig = (env: Settings): Config => {
  const complaints: string[] = [];
  const complain = (words: string) => void complaints.push(words);
  const url = (name: keyof Settings, fallback?: string): string => {
    const text = given(env[name]) ?? fallback;
    if (text === undefined) complaints.push(`${name} is missing`);
    else if (isHttpUrl(text)) return text.replace(/\/+$/, "");
    else complaints.push(`${name} is not an http(s) URL`);
    return "";
  };
  const config: Config = {
    publicUrl: originOf(url("PUBLIC_URL")),
    masterKeys: masterKeys(env, complaints),
    twilioApiBase: url("TWILIO_API_BASE", "https://api.twilio.com"),
    geminiApiBase: url("GEMINI_API_BASE", "https://generativelanguage.googleapis.com"),
    geminiApiKeys: list(env.GEMINI_API_KEYS),
    vertex: parseVertex(env, complain),
    mail: mail(env, url("MAIL_API_BASE", "https://api.resend.com")),
    pushApiBase: given(env.PUSH_API_BASE) === undefined ? null : originOf(url("PUSH_API_BASE")),
    pollIntervalMs: pollInterval(env, complaints),
    platformAdmins: list(env.PLATFORM_ADMINS).map((email) => email.toLowerCase()),
    signUps: signUps(env, complaints),
  };
  if (complaints.length > 0) throw new ConfigUnusable(complaints);
  return config;
};

const given = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);

const list = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const originOf = (text: string): string => (text === "" ? "" : new URL(text).origin);

const masterKeys = (env: Settings, complaints: string[]): MasterKey[] => {
  try {
    return parseMasterKeys(env.SECRETS_KEY);
  } catch (error) {
    if (!(error instanceof MasterKeysUnusable)) throw error;
    complaints.push(error.message);
    return [];
  }
};

const mail = (env: Settings, apiBase: string): Config["mail"] => {
  const apiKey = given(env.MAIL_API_KEY);
  const from = given(env.MAIL_FROM);
  return apiKey && from ? { apiBase, apiKey, from } : null;
};

const pollInterval = (env: Settings, complaints: string[]): number => {
  const seconds = Number(given(env.WHATSAPP_POLL_INTERVAL_SECONDS) ?? "30");
  if (!(seconds > 0 && seconds <= 86_400)) complaints.push("WHATSAPP_POLL_INTERVAL_SECONDS is not a number of seconds");
  return Math.round(seconds * 1_000);
};

const signUps = (env: Settings, complaints: string[]): "open" | "closed" => {
  const text = given(env.SIGN_UPS) ?? "open";
  if (text === "open" || text === "closed") return text;
  complaints.push("SIGN_UPS is neither open nor closed");
  return "closed";
};
