import { scrypt, timingSafeEqual } from "node:crypto";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

interface Cost {
  N: number;
  r: number;
  p: number;
}

/** OWASP's password storage cheat sheet, scrypt: 16 MiB of memory, five passes. */
const currentCost: Cost = { N: 2 ** 14, r: 8, p: 5 };
const saltLength = 16;
const keyLength = 32;

/** What is compared when nobody has the e-mail: it costs as much as a real hash, so the time taken tells nothing. */
const nobodysHash = `scrypt$${currentCost.N}$${currentCost.r}$${currentCost.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** `scrypt$N$r$p$<salt>$<key>`: the cost stands in the hash, so that it can rise without locking anyone out. */
export const hashPassword = async (password: string, randomBytes: (length: number) => Uint8Array): Promise<string> => {
  const salt = randomBytes(saltLength);
  const key = await derive(password, salt, currentCost);
  const { N, r, p } = currentCost;
  return ["scrypt", N, r, p, toBase64Url(salt), toBase64Url(key)].join("$");
};

/**
 * Whether a password belongs to a stored hash, taking the same time whatever differs.
 *
 * @param stored null when nobody has the e-mail: false, after as much work as ever
 */
export const verifyPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [, N, r, p, salt, key] = (stored ?? nobodysHash).split("$");
  const expected = fromBase64Url(key ?? "");
  const saltBytes = fromBase64Url(salt ?? "");
  if (!expected || !saltBytes || expected.length !== keyLength) throw new Error("A stored password hash is malformed");
  const actual = await derive(password, saltBytes, { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(actual, expected) && stored !== null;
};

/** Normalised as NFKC, so that an `é` typed on another keyboard is the same letter (RFC 8265, section 4.2). */
const derive = (password: string, salt: Uint8Array, cost: Cost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyLength, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
