/** Whom Filo is to Google Cloud. */
export interface ServiceAccount {
  email: string;
  keyId: string | null;
  /** PKCS #8, DER. */
  privateKey: Uint8Array<ArrayBuffer>;
  tokenUrl: string;
}

/** Vertex AI, as the installation has it. */
export interface VertexConfig {
  project: string;
  location: string;
  /** Null: Google's own host for the location. */
  apiBase: string | null;
  account: ServiceAccount;
}

export interface VertexSettings {
  VERTEX_PROJECT?: string;
  VERTEX_LOCATION?: string;
  VERTEX_SERVICE_ACCOUNT?: string;
  VERTEX_API_BASE?: string;
}

/**
 * Where the newest models are processed inside the EU: its multi-region. Single regions have the older ones only.
 * Source: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations
 */
const usualLocation = "eu";
const usualTokenUrl = "https://oauth2.googleapis.com/token";

/**
 * Vertex AI is there when `VERTEX_SERVICE_ACCOUNT` is: the JSON that Google Cloud makes for a service account's key. Project and
 * location may be left out: the account's own project, and the EU.
 *
 * @param complain is told each thing that is wrong, never with a secret in it
 */
export const parseVertex = (env: VertexSettings, complain: (words: string) => void): VertexConfig | null => {
  const given = (name: keyof VertexSettings) => env[name]?.trim() || null;
  const json = given("VERTEX_SERVICE_ACCOUNT");
  if (json === null) {
    if (given("VERTEX_PROJECT")) complain("VERTEX_PROJECT is set, but VERTEX_SERVICE_ACCOUNT is missing");
    return null;
  }
  const fields = fieldsOf(json);
  if (!fields) return nothing(complain, "VERTEX_SERVICE_ACCOUNT is not the JSON of a service account's key");
  const account = accountOf(fields, complain);
  const project = given("VERTEX_PROJECT") ?? textOf(fields, "project_id");
  if (project === null) return nothing(complain, "VERTEX_PROJECT is missing, and VERTEX_SERVICE_ACCOUNT names no project_id");
  const location = given("VERTEX_LOCATION") ?? usualLocation;
  if (!/^[a-z0-9-]{2,40}$/.test(location)) return nothing(complain, "VERTEX_LOCATION is not a location of Google Cloud");
  const apiBase = given("VERTEX_API_BASE")?.replace(/\/+$/, "") ?? null;
  if (apiBase !== null && !isHttpUrl(apiBase)) return nothing(complain, "VERTEX_API_BASE is not an http(s) URL");
  return account && { project, location, apiBase, account };
};

const accountOf = (fields: Record<string, unknown>, complain: (words: string) => void): ServiceAccount | null => {
  const email = textOf(fields, "client_email");
  const pem = textOf(fields, "private_key");
  const tokenUrl = textOf(fields, "token_uri") ?? usualTokenUrl;
  if (email === null) return nothing(complain, "VERTEX_SERVICE_ACCOUNT has no client_email");
  const privateKey = pem === null ? null : derOf(pem);
  if (privateKey === null) return nothing(complain, "VERTEX_SERVICE_ACCOUNT has no private_key in PEM (PKCS #8)");
  if (!isHttpUrl(tokenUrl)) return nothing(complain, "VERTEX_SERVICE_ACCOUNT has a token_uri that is not an http(s) URL");
  return { email, keyId: textOf(fields, "private_key_id"), privateKey, tokenUrl };
};

const nothing = (complain: (words: string) => void, words: string): null => {
  complain(words);
  return null;
};

const fieldsOf = (json: string): Record<string, unknown> | null => {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

const textOf = (fields: Record<string, unknown>, name: string): string | null => {
  const value = fields[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
};

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Some shells hand line ends over as the two characters `\n`. */
const derOf = (pem: string): Uint8Array<ArrayBuffer> | null => {
  const body = /-----BEGIN PRIVATE KEY-----([\s\S]+)-----END PRIVATE KEY-----/.exec(pem.replaceAll("\\n", "\n"))?.[1];
  if (body === undefined) return null;
  try {
    return Uint8Array.from(atob(body.replaceAll(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
};
