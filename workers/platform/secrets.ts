import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { MasterKey } from "./masterKeys.ts";

/** Where a secret lives. It is bound to this place: copied into another row or tenant, it doesn't open. */
export interface SecretPlace {
  tenant: string;
  table: string;
  column: string;
  id: string;
}

/** Seals short texts (tokens, API keys) for storage, and opens them again. */
export interface Secrets {
  /** `<key version>.<wrapped data key>.<ciphertext>`, both parts base64url with their nonce in front. */
  seal(place: SecretPlace, text: string): Promise<string>;
  /** @throws SecretUnreadable when it was tampered with, belongs to another place, or its master key is gone */
  open(place: SecretPlace, sealed: string): Promise<string>;
}

/** A stored secret that doesn't open. Says which place, never what was in it. */
export class SecretUnreadable extends Error {
  constructor(place: SecretPlace, reason: string) {
    super(`The secret in ${place.table}.${place.column} of ${place.id} cannot be opened: ${reason}`);
  }
}

const nonceLength = 12;
const dataKeyLength = 32;

/**
 * Envelope encryption with AES-256-GCM: each secret has a data key of its own, wrapped by a master key. Place and key version
 * are authenticated with both (DESIGN section 6, "Security in one breath").
 *
 * @param masterKeys the current one first; the others only open
 * @param randomBytes for data keys and nonces, as in `Chance.bytes`
 */
export const createSecrets = (masterKeys: MasterKey[], randomBytes: (length: number) => Uint8Array): Secrets => {
  const [current] = masterKeys;
  if (!current) throw new Error("Secrets need a master key");
  const box = boxWith(randomBytes);
  return {
    async seal(place, text) {
      const bound = bind(place, current.version);
      const dataKey = new Uint8Array(randomBytes(dataKeyLength));
      const wrapped = await box.close(current.bytes, bound, dataKey);
      const body = await box.close(dataKey, bound, utf8(text));
      return [current.version, toBase64Url(wrapped), toBase64Url(body)].join(".");
    },
    async open(place, sealed) {
      const [version, wrapped, body, ...more] = sealed.split(".");
      const master = masterKeys.find((key) => key.version === version);
      if (!master) throw new SecretUnreadable(place, "its master key is not in SECRETS_KEY");
      if (more.length > 0) throw new SecretUnreadable(place, "it is malformed");
      const bound = bind(place, master.version);
      const dataKey = await box.reopen(master.bytes, bound, wrapped ?? "");
      const text = dataKey && (await box.reopen(dataKey, bound, body ?? ""));
      if (!text) throw new SecretUnreadable(place, "it was changed, or sealed for another place");
      return new TextDecoder().decode(text);
    },
  };
};

const bind = (place: SecretPlace, version: string): Bytes =>
  utf8(JSON.stringify([version, place.tenant, place.table, place.column, place.id]));

const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));

type Bytes = Uint8Array<ArrayBuffer>;

const boxWith = (randomBytes: (length: number) => Uint8Array) => {
  const aes = (nonce: Bytes, bound: Bytes) => ({
    name: "AES-GCM",
    iv: nonce,
    additionalData: bound,
  });
  const keyOf = (bytes: Bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async close(key: Bytes, bound: Bytes, plain: Bytes): Promise<Bytes> {
      const nonce = new Uint8Array(randomBytes(nonceLength));
      const sealed = await crypto.subtle.encrypt(aes(nonce, bound), await keyOf(key), plain);
      return new Uint8Array([...nonce, ...new Uint8Array(sealed)]);
    },
    async reopen(key: Bytes, bound: Bytes, text: string): Promise<Bytes | null> {
      const bytes = fromBase64Url(text);
      if (!bytes || bytes.length <= nonceLength) return null;
      try {
        const nonce = Uint8Array.from(bytes.subarray(0, nonceLength));
        const plain = await crypto.subtle.decrypt(
          aes(nonce, bound),
          await keyOf(key),
          Uint8Array.from(bytes.subarray(nonceLength)),
        );
        return new Uint8Array(plain);
      } catch {
        return null;
      }
    },
  };
};
