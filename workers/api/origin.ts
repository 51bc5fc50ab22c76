import type { Realm } from "../../schema/contract/endpoint.ts";

const safeMethods = new Set(["GET", "HEAD"]);

/**
 * Whether a request may have come from our own pages. Asked of everything that changes something and of WebSocket upgrades
 * (which browsers let any site open, cookies included). Browsers name the origin of both; who names none is no page that a
 * browser was lured to, unless `Sec-Fetch-Site` says otherwise. Providers sign their requests instead.
 */
export const isOwnOrigin = (request: Request, realm: Realm, publicUrl: string): boolean => {
  if (realm === "provider") return true;
  const upgrades = request.headers.get("upgrade")?.toLowerCase() === "websocket";
  if (safeMethods.has(request.method) && !upgrades) return true;
  const origin = request.headers.get("origin");
  if (origin === null) return ["same-origin", "none", null].includes(request.headers.get("sec-fetch-site"));
  return origin === publicUrl || origin === new URL(request.url).origin;
};
