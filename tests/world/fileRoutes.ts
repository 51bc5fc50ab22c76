import type { Core } from "./core.ts";
import { answer } from "./http.ts";
import type { Exchange } from "./http.ts";
import { SAMPLE_NAMES, sample } from "./samples/catalogue.ts";

/** Files for the phone page: shown as what they are, run as nothing. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  "cache-control": "no-store",
};

/**
 * `/world/media/<sid>/bytes` and `/world/samples/<name>`: the phone's own files and those it may send.
 * @returns false when the path is neither.
 */
export function fileRoutes(core: Core, exchange: Exchange): boolean {
  const sid = /^\/world\/media\/(ME[0-9a-f]{32})\/bytes$/.exec(exchange.path)?.[1];
  const name = SAMPLE_NAMES.find((one) => exchange.path === `/world/samples/${one}`);
  if (sid === undefined && name === undefined) return false;
  const file = name === undefined ? stored(core, sid!) : sample(name);
  if (file === null) answer(exchange, 404, "text/plain", "no such file");
  else answer(exchange, 200, file.contentType, file.bytes, HEADERS);
  return true;
}

function stored(core: Core, sid: string): { contentType: string; bytes: Uint8Array } | null {
  const record = core.state.media.find((one) => one.sid === sid);
  const bytes = core.files.get(sid);
  return record === undefined || bytes === null ? null : { contentType: record.contentType, bytes };
}
