import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** A browser's half of a subscription, in base64url, with the private key that only the browser has. */
export interface BrowserKeys {
  privateKey: string;
  p256dh: string;
  auth: string;
}

export function browserKeys(): BrowserKeys {
  const curve = createECDH("prime256v1");
  const p256dh = curve.generateKeys().toString("base64url");
  return { privateKey: curve.getPrivateKey().toString("base64url"), p256dh, auth: randomBytes(16).toString("base64url") };
}

const derive = (secret: Uint8Array, salt: Uint8Array, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/**
 * What a browser makes of a push message: header, key agreement, decryption, and the closing byte of the last record.
 *
 * Sources: RFC 8291, sections 3 and 4; RFC 8188, section 2
 * @throws when it was not encrypted for this browser, or is not one whole record
 */
export function readPush({ privateKey, p256dh, auth }: BrowserKeys, body: Uint8Array): string {
  const bytes = Buffer.from(body);
  const [salt, recordSize, idLength] = [bytes.subarray(0, 16), bytes.readUInt32BE(16), bytes.readUInt8(20)];
  if (idLength !== 65) throw new Error("the header does not carry the sender's point");
  const [sender, sealed] = [bytes.subarray(21, 86), bytes.subarray(86)];
  if (sealed.length > recordSize) throw new Error("more than one record");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), Buffer.from(p256dh, "base64url"), sender]);
  const material = derive(curve.computeSecret(sender), Buffer.from(auth, "base64url"), info, 32);
  const contentKey = derive(material, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(material, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", contentKey, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = plain.findLastIndex((byte: number) => byte !== 0);
  if (plain[end] !== 2) throw new Error("the last record is not closed");
  return plain.subarray(0, end).toString("utf8");
}
