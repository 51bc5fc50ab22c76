import { readStream } from "../media/readStream.ts";
import type { WebDeps } from "./deps.ts";
import { mayBeAsked } from "./guard.ts";

/** What is wanted of an address. */
export interface Wanted {
  accept: string;
  /** Whether a `content-type` announces something of use. */
  isType(announced: string): boolean;
  mostBytes: number;
  /** Of more, take the beginning; otherwise more is refused. */
  isHeadEnough: boolean;
}

export interface FoundOnWeb {
  /** Where it was found in the end. */
  url: URL;
  contentType: string;
  bytes: Uint8Array;
}

const mostRedirects = 3;
/** For all of it, redirects included. */
const patienceMs = 5_000;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Follows redirects by hand: each is somebody else's word, and is asked for as little as the first. */
const open = async (
  deps: WebDeps,
  address: URL,
  accept: string,
  signal: AbortSignal,
): Promise<{ url: URL; response: Response } | null> => {
  let url = new URL(address);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (!mayBeAsked(url, deps.simulated)) return null;
    url.hash = "";
    const headers = { accept, "user-agent": `FiloLinkPreview/1.0 (+${deps.publicUrl})` };
    const response = await deps.fetch(url.href, { method: "GET", redirect: "manual", headers, signal });
    if (response.status === 200) return { url, response };
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (!redirects.has(response.status) || location === null || !URL.canParse(location, url)) return null;
    url = new URL(location, url);
  }
  return null;
};

/** Lets through no more than so many bytes; what comes after is not asked for. */
const headOf = (most: number): TransformStream<Uint8Array, Uint8Array> => {
  let left = most;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= Math.min(left, chunk.byteLength);
      if (left === 0) controller.terminate();
    },
  });
};

/**
 * What stands at an address, as far as it is wanted. Null for whatever is wrong with it: a place that may not be asked, another type,
 * too large, too slow, broken. No cookies or credentials go along.
 */
export const readWeb = async (deps: WebDeps, address: URL, wanted: Wanted): Promise<FoundOnWeb | null> => {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const opened = await open(deps, address, wanted.accept, signal);
    if (!opened) return null;
    const { url, response } = opened;
    const contentType = response.headers.get("content-type") ?? "";
    if (!response.body || !wanted.isType(contentType.toLowerCase())) {
      await response.body?.cancel();
      return null;
    }
    const { mostBytes, isHeadEnough } = wanted;
    const body = isHeadEnough ? response.body.pipeThrough(headOf(mostBytes)) : response.body;
    const read = await readStream(body, { bytes: mostBytes, milliseconds: patienceMs, silence: patienceMs });
    return read.ok ? { url, contentType, bytes: read.bytes } : null;
  } catch {
    return null;
  }
};
