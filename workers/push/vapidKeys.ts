import { toBase64Url } from "../platform/base64url.ts";
import type { MasterKey } from "../platform/masterKeys.ts";
import { hkdf, pointOf, type Bytes } from "./curve.ts";

/** How the installation shows push services who it is (RFC 8292). */
export interface VapidKeys {
  /** What browsers subscribe with: the point in base64url. */
  publicKey: string;
  signingKey: CryptoKey;
}

/** The order of P-256's group (FIPS 186-5, SP 800-186). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** PKCS #8 around a private key of P-256 without its public one (RFC 5208, RFC 5915). */
const pkcs8Head = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";

const fromHex = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const toHex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The installation's key pair for web push, derived from its oldest master key, so that nothing more has to be configured or kept.
 * Master keys are changed by putting a new one in front: this pair stays until the oldest is dropped, and browsers subscribe anew
 * then. 48 bytes are drawn for 32, so that no key is likelier than another (FIPS 186-5, A.2.1).
 */
export const deriveVapidKeys = async (masterKeys: readonly MasterKey[]): Promise<VapidKeys> => {
  const oldest = masterKeys.at(-1);
  if (!oldest) throw new Error("Web push needs a master key");
  const info = Uint8Array.from(new TextEncoder().encode("filo web push, VAPID"));
  const drawn = await hkdf(Uint8Array.from(oldest.bytes), new Uint8Array(32), info, 48);
  const scalar = (BigInt(`0x${toHex(drawn)}`) % (order - 1n)) + 1n;
  const pkcs8 = fromHex(pkcs8Head + scalar.toString(16).padStart(64, "0"));
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const extractable = await crypto.subtle.importKey("pkcs8", pkcs8, curve, true, ["sign"]);
  const { x, y } = (await crypto.subtle.exportKey("jwk", extractable)) as JsonWebKey;
  const signingKey = await crypto.subtle.importKey("pkcs8", pkcs8, curve, false, ["sign"]);
  return { publicKey: toBase64Url(pointOf({ ...(x ? { x } : {}), ...(y ? { y } : {}) })), signingKey };
};
