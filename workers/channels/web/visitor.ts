import { toBase64Url } from "../../platform/base64url.ts";

/** Names a browser that has written before. `__Host-` ties it to this origin and to https. */
export const visitorCookie = "__Host-filo-visitor";

const tokenBytes = 24;
const tokenShape = /^[A-Za-z0-9_-]{32}$/;
/** As long as browsers keep a cookie at all (RFC 6265bis, "The Max-Age Attribute"). */
const lifetimeInSeconds = 400 * 24 * 60 * 60;

/**
 * A new visitor's token, 192 random bits.
 *
 * @param bytes as in `Chance.bytes`
 */
export const newVisitorToken = (bytes: (length: number) => Uint8Array): string => toBase64Url(bytes(tokenBytes));

/** The visitor's token in a `Cookie` header; null when there is none of ours. The first one counts (RFC 6265, section 5.4). */
export const readVisitorToken = (cookies: string | null): string | null => {
  for (const pair of (cookies ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at < 0 || pair.slice(0, at).trim() !== visitorCookie) continue;
    const token = pair.slice(at + 1).trim();
    return tokenShape.test(token) ? token : null;
  }
  return null;
};

/** The `Set-Cookie` line that lets a browser be known again for 400 days; scripts never see it. */
export const visitorSetCookie = (token: string): string =>
  `${visitorCookie}=${token}; Path=/; Max-Age=${lifetimeInSeconds}; HttpOnly; Secure; SameSite=Lax`;

/** What is stored instead of the token, and instead of an address in the limits: its SHA-256 in hexadecimal digits. */
export const hashOf = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
