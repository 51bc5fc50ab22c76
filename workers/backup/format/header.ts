import { scrypt, timingSafeEqual } from "node:crypto";
import { fromBase64Url, toBase64Url } from "../../platform/base64url.ts";

/** The file's first line: what it is, and what turns a passphrase into its key. */
const magic = "FILO-BACKUP-1";
const saltLength = 16;
const keyLength = 32;
const checkLength = 16;
/** As for passwords: OWASP's password storage cheat sheet, scrypt. */
const cost = { N: 2 ** 14, r: 8, p: 5 };

/** No header is longer, in bytes. */
export const longestHeader = 200;

export interface BackupHeader {
  bytes: Uint8Array<ArrayBuffer>;
  salt: Uint8Array<ArrayBuffer>;
  /** Tells a wrong passphrase from a damaged file; says nothing of the key. */
  check: Uint8Array<ArrayBuffer>;
}

/** The key of one file: its frames are sealed with it, each bound to the header. */
export interface FileKey {
  key: CryptoKey;
  header: BackupHeader;
}

/** A new file's header and key. */
export const newFileKey = async (passphrase: string, randomBytes: (length: number) => Uint8Array): Promise<FileKey> => {
  const salt = Uint8Array.from(randomBytes(saltLength));
  const { key, check } = await derive(passphrase, salt);
  const bytes = new TextEncoder().encode(`${[magic, toBase64Url(salt), toBase64Url(check)].join(" ")}\n`);
  return { key, header: { bytes: Uint8Array.from(bytes), salt, check } };
};

/** The header at the beginning of these bytes; null when they are no backup of this format. */
export const readHeader = (bytes: Uint8Array): BackupHeader | null => {
  const end = bytes.subarray(0, longestHeader).indexOf(10);
  if (end < 0) return null;
  const [word, salt, check, ...more] = new TextDecoder().decode(bytes.subarray(0, end)).split(" ");
  const [saltBytes, checkBytes] = [fromBase64Url(salt ?? ""), fromBase64Url(check ?? "")];
  if (word !== magic || more.length > 0 || saltBytes?.length !== saltLength || checkBytes?.length !== checkLength) return null;
  return { bytes: Uint8Array.from(bytes.subarray(0, end + 1)), salt: saltBytes, check: checkBytes };
};

/** The key of a file that is there; null when the passphrase is another. */
export const openFileKey = async (header: BackupHeader, passphrase: string): Promise<FileKey | null> => {
  const { key, check } = await derive(passphrase, header.salt);
  return timingSafeEqual(check, header.check) ? { key, header } : null;
};

const derive = async (passphrase: string, salt: Uint8Array) => {
  const bytes = await new Promise<Uint8Array>((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), salt, keyLength + checkLength, cost, (error, derived) =>
      error ? reject(error) : resolve(derived),
    );
  });
  const raw = Uint8Array.from(bytes.subarray(0, keyLength));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, check: Uint8Array.from(bytes.subarray(keyLength)) };
};
