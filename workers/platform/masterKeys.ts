/** One key that wraps the data keys of secrets. Several may stand side by side while an installation rotates. */
export interface MasterKey {
  version: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const keyLength = 32;

/** What is wrong with `SECRETS_KEY`, in words for whoever installs Filo. Never carries the key itself. */
export class MasterKeysUnusable extends Error {}

/**
 * `SECRETS_KEY` as keys, the current one first: either one base64 value of 32 bytes (version `v1`), or
 * `v2:<base64>,v1:<base64>`, where new secrets are sealed with the first and old ones opened with any.
 *
 * @throws MasterKeysUnusable when a key is missing, not base64, not 32 bytes long, or a version is named twice
 */
export const parseMasterKeys = (text: string | undefined): MasterKey[] => {
  const entries = (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  if (entries.length === 0) throw new MasterKeysUnusable("SECRETS_KEY is missing: set it to 32 random bytes in base64");
  const keys = entries.map((entry) => parseEntry(entry, entries.length > 1));
  if (new Set(keys.map((key) => key.version)).size < keys.length)
    throw new MasterKeysUnusable("SECRETS_KEY names a version twice");
  return keys;
};

const parseEntry = (entry: string, mustName: boolean): MasterKey => {
  const [, version, encoded] = /^(?:(v\d{1,6}):)?(.*)$/s.exec(entry) ?? [];
  if (mustName && version === undefined)
    throw new MasterKeysUnusable("SECRETS_KEY lists several keys: name each, as in v2:<base64>,v1:<base64>");
  const bytes = decode(encoded ?? "");
  if (bytes === null) throw new MasterKeysUnusable("SECRETS_KEY is not base64");
  if (bytes.length !== keyLength)
    throw new MasterKeysUnusable(`SECRETS_KEY must be ${keyLength} bytes in base64, and is ${bytes.length}`);
  return { version: version ?? "v1", bytes };
};

const decode = (text: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
};
