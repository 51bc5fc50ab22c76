import { fromBase64Url, toBase64Url } from "../platform/base64url.ts";
import type { MasterKey } from "../platform/masterKeys.ts";

/** How long an address is good for, in milliseconds: WhatsApp fetches within minutes, a message that waits for its turn later. */
export const addressKept = 24 * 60 * 60_000;

export interface AddressDeps {
  /** Origin of the site. */
  publicUrl: string;
  /** The current one signs, the others only verify. */
  masterKeys: MasterKey[];
}

/** A file, and until when it may be fetched without signing in. */
export interface AddressClaim {
  tenantId: string;
  mediaId: string;
  /** Milliseconds. */
  expiresAt: number;
}

/** An address under which a provider can fetch a file that a message is to carry; whoever holds it can, until it expires. */
export const signedAddress = async (
  { publicUrl, masterKeys }: AddressDeps,
  { tenantId, mediaId }: Pick<AddressClaim, "tenantId" | "mediaId">,
  now: number,
): Promise<string> => {
  const [current] = masterKeys;
  if (!current) throw new Error("Addresses need a master key");
  const claim = { tenantId, mediaId, expiresAt: now + addressKept };
  const signature = await crypto.subtle.sign("HMAC", await keyOf(current), messageOf(claim));
  const query = new URLSearchParams({ t: tenantId, e: String(claim.expiresAt), s: toBase64Url(new Uint8Array(signature)) });
  return `${publicUrl}/api/media/${mediaId}?${query}`;
};

/** Whether an address is one of ours and still good. The comparison is WebCrypto's own, which takes the same time for any answer. */
export const isSigned = async (
  { masterKeys }: Pick<AddressDeps, "masterKeys">,
  claim: AddressClaim,
  signature: string,
  now: number,
): Promise<boolean> => {
  const bytes = fromBase64Url(signature);
  if (!bytes || claim.expiresAt <= now || claim.expiresAt > now + addressKept) return false;
  const checks = masterKeys.map(async (key) => crypto.subtle.verify("HMAC", await keyOf(key), bytes, messageOf(claim)));
  return (await Promise.all(checks)).includes(true);
};

const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

const messageOf = ({ tenantId, mediaId, expiresAt }: AddressClaim) => utf8(JSON.stringify([tenantId, mediaId, expiresAt]));

/** A key of its own for this purpose, so that a signature never helps against what the master key seals (RFC 5869). */
const keyOf = async ({ bytes }: MasterKey): Promise<CryptoKey> => {
  const master = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("filo media address") };
  return crypto.subtle.deriveKey(derivation, master, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign", "verify"]);
};
