import { networkOf } from "../platform/address.ts";
import { sha256Hex } from "../platform/tokens.ts";

/**
 * Where a request comes from. Cloudflare overwrites `CF-Connecting-IP`, so nobody can choose it there, and the Pages Function
 * hands it on; the other header only speaks where there is no Cloudflare in front.
 * Source: https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-connecting-ip
 */
const addressOf = ({ headers }: Request): string =>
  headers.get("cf-connecting-ip")?.trim() || headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "local";

/**
 * The network a visitor writes from, hashed with the installation's salt: limits compare it, and it cannot be guessed back.
 *
 * @param salt secret and lasting
 */
export const addressHash = (request: Request, salt: Uint8Array): Promise<string> => {
  const network = new TextEncoder().encode(`visitor's network:${networkOf(addressOf(request))}`);
  return sha256Hex(new Uint8Array([...salt, ...network]));
};
