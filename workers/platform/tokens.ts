import { toBase64Url } from "./base64url.ts";

const tokenLength = 32;

/** An opaque token of 256 random bits, for a cookie or a mailed link. Only its hash is stored. */
export const newToken = (randomBytes: (length: number) => Uint8Array): string => toBase64Url(randomBytes(tokenLength));

/** Whether a text can be one of our tokens at all. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** SHA-256 in hexadecimal: how tokens, codes and addresses are stored. */
export const sha256Hex = async (text: string | Uint8Array): Promise<string> => {
  const bytes = Uint8Array.from(typeof text === "string" ? new TextEncoder().encode(text) : text);
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
};
