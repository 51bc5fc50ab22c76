import { sha256Hex } from "./tokens.ts";

/**
 * The network a request comes from, hashed, for limits: the IPv4 address, or the first 64 bits of an IPv6 one, which is what one
 * household or one gym gets. Cloudflare sets the header itself and overwrites what a client sends.
 * Source: https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-connecting-ip
 */
export const addressHashOf = (request: Request): Promise<string> =>
  sha256Hex(networkOf(request.headers.get("cf-connecting-ip")?.trim() ?? "unknown"));

/** `2001:db8::1` becomes `2001:db8:0:0`; an IPv4 address stays. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array.from<string>({ length: Math.max(0, 8 - front.length - back.length) }).fill("0");
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
};
