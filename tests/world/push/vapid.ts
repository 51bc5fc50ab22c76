import { createPublicKey, verify } from "node:crypto";

export interface VapidClaims {
  aud: string;
  exp: number;
  sub: string;
}

const dayS = 24 * 60 * 60;

/** The point of a key in base64url, as a public key. */
function publicKeyOf(point: string) {
  const bytes = Buffer.from(point, "base64url");
  if (bytes.length !== 65 || bytes[0] !== 4) throw new Error("k is not a point of P-256");
  const [x, y] = [bytes.subarray(1, 33).toString("base64url"), bytes.subarray(33).toString("base64url")];
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
}

/**
 * Who sent a push message, if its `Authorization` proves it to the push service of this origin.
 *
 * Sources: RFC 8292, sections 2 (audience, a day at most, whom to turn to) and 3 (the `vapid` scheme)
 * @throws with what is wrong
 */
export function checkVapid(authorization: string, origin: string, nowS: number): { key: string; claims: VapidClaims } {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = "", body = "", signature = ""] = token.split(".");
  const parsed = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString() || "null") as Record<string, unknown> | null;
  if (parsed(head)?.alg !== "ES256") throw new Error("the token is not signed with ES256");
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: publicKeyOf(key), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("the signature does not match");
  const claims = parsed(body) as unknown as VapidClaims;
  if (claims.aud !== origin) throw new Error(`the token is for ${claims.aud}`);
  if (!(claims.exp > nowS && claims.exp <= nowS + dayS)) throw new Error("the token is over, or good for more than a day");
  if (!/^(mailto:.+@.+|https:\/\/.+)$/.test(claims.sub)) throw new Error("nobody to turn to");
  return { key, claims };
}
