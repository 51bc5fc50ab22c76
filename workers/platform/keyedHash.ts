import { toBase64Url } from "./base64url.ts";
import type { MasterKey } from "./masterKeys.ts";

/**
 * Hashes of a text that nobody makes without the installation's secret: one for each master key, the current one's first. What was
 * stored under an older key is still found while that key is in `SECRETS_KEY`.
 *
 * @param place what else the hash is bound to, such as the tenant: the same text elsewhere has another
 */
export type KeyedHash = (place: string, text: string) => Promise<[current: string, ...older: string[]]>;

/** @param purpose each has keys of its own (RFC 5869) */
export const createKeyedHash =
  (masterKeys: MasterKey[], purpose: string): KeyedHash =>
  async (place, text) => {
    const bytes = utf8(JSON.stringify([place, text]));
    const hashes = masterKeys.map(async (master) => {
      const signed = await crypto.subtle.sign("HMAC", await keyOf(master, purpose), bytes);
      return toBase64Url(new Uint8Array(signed));
    });
    const [current, ...older] = await Promise.all(hashes);
    if (current === undefined) throw new Error("A keyed hash needs a master key");
    return [current, ...older];
  };

const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

const keyOf = async ({ bytes }: MasterKey, purpose: string): Promise<CryptoKey> => {
  const master = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(`filo ${purpose}`) };
  return crypto.subtle.deriveKey(algorithm, master, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
};
