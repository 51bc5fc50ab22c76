import type { SecretPlace } from "./secrets.ts";

/** Where a key of the pool is sealed. */
export const placeOfPoolKey = (id: string): SecretPlace => ({ tenant: "platform", table: "pool_keys", column: "key_sealed", id });

/** Tells keys apart without opening them: SHA-256, in hex. */
export const fingerprintOf = async (key: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** A key's last characters: enough for a person to tell it from others, useless to anybody else. */
export const hintOf = (key: string): string => key.slice(-4);
