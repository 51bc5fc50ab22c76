import { maxMediaBytes, type MediaFailure } from "../../../schema/contract/media.ts";
import type { LineDeps } from "./line.ts";
import type { LineAccess } from "./lineAccess.ts";
import type { LineStore } from "./lineStore.ts";
import { isTwiliosStore, mediaUrl, parseMediaAddress, type MediaAddress } from "./mediaAddress.ts";
import type { OpenedMedia, RemovedMedia } from "../port.ts";
import { listMedia } from "./mediaList.ts";
import { callTwilio, TwilioUnreadable, type TwilioAccess } from "./twilioRequests.ts";

const secondMs = 1000;
/** From the call to the last byte. 16 MB take that long at 2 Mbit/s. */
const openTimeoutMs = 60 * secondMs;
const mostRedirects = 3;
/** Twilio announces a message before its file can be fetched; seconds as a rule (https://help.twilio.com/articles/44750147594523). */
const lateForMs = 60 * 60 * secondMs;

const later = (afterMs = 5 * secondMs) => ({ kind: "later", afterMs }) as const;
const refused = (failure: MediaFailure) => ({ kind: "refused", failure }) as const;

/** The line's files at Twilio: it alone holds the credentials, and takes them nowhere but to its own account there. */
export class LineMedia {
  readonly #access: LineAccess;
  readonly #store: LineStore;
  readonly #deps: LineDeps;

  constructor(access: LineAccess, store: LineStore, deps: LineDeps) {
    this.#access = access;
    this.#store = store;
    this.#deps = deps;
  }

  async open(url: string): Promise<OpenedMedia> {
    const ready = await this.#prepare(url);
    if (ready.kind !== "ready") return ready;
    const { access, address, messageSid } = ready;
    const signal = AbortSignal.timeout(openTimeoutMs);
    try {
      const response = await this.#follow(await callTwilio(access, address, { method: "GET", signal }), address, signal);
      return response instanceof Response ? await this.#answerOf(response, messageSid) : response;
    } catch {
      return later();
    }
  }

  /** Removing what is removed already is fine. */
  async remove(url: string): Promise<RemovedMedia> {
    const ready = await this.#prepare(url);
    if (ready.kind === "refused") return { kind: ready.failure === "not_found" ? "removed" : "refused" };
    if (ready.kind !== "ready") return ready;
    try {
      const signal = AbortSignal.timeout(openTimeoutMs);
      const { status, body } = await callTwilio(ready.access, ready.address, { method: "DELETE", signal });
      await body?.cancel();
      if (status === 204 || status === 404 || status === 410) return { kind: "removed" };
      return status === 401 || status === 403 ? { kind: "refused" } : later();
    } catch {
      return later();
    }
  }

  /** The file's own address at Twilio, made by us from what the given one names. */
  async #prepare(
    url: string,
  ): Promise<
    { kind: "ready"; access: TwilioAccess; address: URL; messageSid: string } | Exclude<OpenedMedia, { kind: "found" }>
  > {
    const config = await this.#access.resolve();
    if (config === "unknown") return { kind: "gone" };
    if (config === "away") return later();
    const named = parseMediaAddress(url, this.#deps.twilioApiBase, config.accountSid);
    if (named === null) return refused("foreign_source");
    const access = await this.#access.twilioAccess(config).catch(() => null);
    if (access === null) return refused("download_failed");
    const mediaSid = await this.#sidOf(access, named);
    if (typeof mediaSid !== "string") return mediaSid;
    const { messageSid } = named;
    const address = new URL(mediaUrl(this.#deps.twilioApiBase, config.accountSid, messageSid, mediaSid));
    return { kind: "ready", access, address, messageSid };
  }

  async #sidOf(access: TwilioAccess, named: MediaAddress): Promise<string | Exclude<OpenedMedia, { kind: "found" }>> {
    if ("mediaSid" in named) return named.mediaSid;
    // The places are kept: once a file is removed at Twilio, those behind it move up there.
    const known = this.#store.mediaPlaces(named.messageSid);
    try {
      const sids = known ?? (await listMedia(access, named.messageSid)).map(({ mediaSid }) => mediaSid);
      const sid = sids[named.place];
      if (sid === undefined) return this.#absent(named.messageSid);
      if (known === null) this.#store.keepMediaPlaces(named.messageSid, sids);
      return sid;
    } catch (cause) {
      if (!(cause instanceof TwilioUnreadable)) throw cause;
      if (cause.code === "20003") return refused("download_failed");
      return cause.code === "20404" ? this.#absent(named.messageSid) : later();
    }
  }

  /** Redirects are followed by hand: without credentials, and only to where Twilio keeps its files. */
  async #follow(first: Response, from: URL, signal: AbortSignal): Promise<Response | OpenedMedia> {
    let response = first;
    let place = from;
    for (let hop = 0; isRedirect(response); hop++) {
      const location = response.headers.get("location");
      await response.body?.cancel();
      if (location === null || !URL.canParse(location, place)) return refused("download_failed");
      place = new URL(location, place);
      if (!isTwiliosStore(place, this.#deps.twilioApiBase)) return refused("foreign_source");
      if (hop === mostRedirects) return refused("download_failed");
      response = await this.#deps.fetch(place.toString(), { redirect: "manual", signal });
    }
    // A link that has run out, or a file that the store has not got yet: from the start again.
    if (response !== first && (response.status === 401 || response.status === 403)) {
      await response.body?.cancel();
      return later();
    }
    return response;
  }

  async #answerOf(response: Response, messageSid: string): Promise<OpenedMedia> {
    const { status, body, headers } = response;
    const bytes = lengthOf(headers.get("content-length"));
    if (status === 200 && body !== null && (bytes === null || bytes <= maxMediaBytes)) {
      const announcedType = (headers.get("content-type") ?? "application/octet-stream").split(";")[0]!.trim().toLowerCase();
      return { kind: "found", body, announcedType, bytes };
    }
    await body?.cancel();
    if (status === 200) return refused(body === null ? "not_found" : "too_large");
    if (status === 401 || status === 403) return refused("download_failed");
    if (status === 410) return refused("not_found");
    return status === 404 ? this.#absent(messageSid) : later();
  }

  /** Not there yet, while its message is young; never, once it isn't or nobody knows it. */
  #absent(messageSid: string): Exclude<OpenedMedia, { kind: "found" }> {
    const acceptedAt = this.#store.acceptedAt(messageSid);
    const ageMs = acceptedAt === null ? lateForMs : this.#deps.chance.now() - acceptedAt;
    return ageMs < lateForMs ? later(ageMs < 20 * secondMs ? 2 * secondMs : 10 * secondMs) : refused("not_found");
  }
}

const isRedirect = ({ status }: Response): boolean => [301, 302, 303, 307, 308].includes(status);

const lengthOf = (header: string | null): number | null => (header !== null && /^\d{1,12}$/.test(header) ? Number(header) : null);
