import { joinBytes } from "../platform/joinBytes.ts";
import { hkdf, readPoint, sharedSecret, type Bytes, type Pair } from "./curve.ts";

/** The browser's half of a subscription, as bytes. */
export interface PushKeys {
  /** 65 bytes. */
  p256dh: Bytes;
  /** 16 bytes. */
  auth: Bytes;
}

/** A message is one record; push services take no more than 4,096 bytes (RFC 8291, section 4). */
const recordSize = 4_096;
/** Header with the sender's point, the record's closing byte and the cipher's tag. */
const overhead = 86 + 1 + 16;

/** The longest text that can be sent, in bytes. */
export const longestPush = recordSize - overhead;

const join = (...pieces: Bytes[]): Bytes => Uint8Array.from(joinBytes(pieces));
const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));
/** Closes the last record (RFC 8188, section 2). */
const lastRecord = Uint8Array.of(2);

/**
 * Encrypts a text for one browser as `aes128gcm` (RFC 8291 over RFC 8188): only that browser can read it, the push service between
 * can't.
 *
 * @param pair a key pair of this message alone
 * @param salt 16 random bytes of this message alone
 * @throws when the browser's point is not on the curve, or the text is longer than {@link longestPush}
 */
export const encryptPush = async (text: string, browser: PushKeys, pair: Pair, salt: Bytes): Promise<Bytes> => {
  const plain = join(utf8(text), lastRecord);
  if (plain.length > longestPush + 1) throw new Error("A push message is too long");
  const secret = await sharedSecret(pair.privateKey, await readPoint(browser.p256dh));
  const both = join(utf8("WebPush: info\0"), browser.p256dh, pair.publicPoint);
  const material = await hkdf(secret, browser.auth, both, 32);
  const contentKey = await hkdf(material, salt, utf8("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await hkdf(material, salt, utf8("Content-Encoding: nonce\0"), 12);
  const key = await crypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, recordSize);
  return join(salt, size, Uint8Array.of(pair.publicPoint.length), pair.publicPoint, sealed);
};
