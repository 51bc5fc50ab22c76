import { fromBase64Url, toBase64Url } from "../platform/base64url.ts";

/** Points of P-256 as web push writes them: uncompressed, 65 bytes (RFC 8291, section 3.2). */
export type Bytes = Uint8Array<ArrayBuffer>;

const pointLength = 65;

export const isPoint = (bytes: Uint8Array | null): bytes is Bytes => bytes?.length === pointLength && bytes[0] === 4;

/** An ECDH key pair: a fresh one for each message. */
export interface Pair {
  privateKey: CryptoKey;
  /** 65 bytes. */
  publicPoint: Bytes;
}

const ecdh = { name: "ECDH", namedCurve: "P-256" } as const;

export const freshPair = async (): Promise<Pair> => {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(ecdh, true, ["deriveBits"])) as CryptoKeyPair;
  return { privateKey, publicPoint: new Uint8Array((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer) };
};

/** @throws when the bytes are no point of the curve */
export const readPoint = (point: Bytes): Promise<CryptoKey> => crypto.subtle.importKey("raw", point, ecdh, true, []);

/** The secret that both ends of an exchange come to, 32 bytes. */
export const sharedSecret = async (mine: CryptoKey, theirs: CryptoKey): Promise<Bytes> => {
  // The types of the Worker's runtime write `$public` for what every runtime calls `public`.
  const algorithm = { name: "ECDH", public: theirs } as unknown as Parameters<SubtleCrypto["deriveBits"]>[0];
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, mine, 256));
};

/** HKDF with SHA-256 (RFC 5869). */
export const hkdf = async (secret: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> => {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
};

/** A point's two coordinates as a JWK names them. */
export const coordinates = (point: Bytes): { x: string; y: string } => ({
  x: toBase64Url(point.subarray(1, 33)),
  y: toBase64Url(point.subarray(33)),
});

/** The point that a JWK's coordinates name. */
export const pointOf = ({ x, y }: { x?: string; y?: string }): Bytes =>
  Uint8Array.from([4, ...(fromBase64Url(x ?? "") ?? []), ...(fromBase64Url(y ?? "") ?? [])]);
