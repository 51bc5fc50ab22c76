import { createHmac } from "node:crypto";
import type { Account } from "../contract.ts";
import type { MediaRequest, StoredMedia } from "../shapes.ts";
import type { Fault } from "../switches.ts";
import type { Core } from "../core.ts";
import { answer, answerJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { methodNotAllowed, notFound, twilioError } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { deleteMedia, mediaOf } from "./mediaStore.ts";
import { rfc2822 } from "./resource.ts";

/** Fetching redirects to an address that is good for 4 hours. Source: https://help.twilio.com/articles/223183748 */
const LINK_MS = 4 * 60 * 60 * 1000;

export interface MediaTarget {
  messageSid: string;
  /** Null: the list. */
  sid: string | null;
  json: boolean;
}

const MEDIA = /^\/2010-04-01\/Accounts\/[^/]+\/Messages\/([^/]+)\/Media(?:\/(ME[0-9a-f]{32}))?(\.json)?$/;

/** What a path asks of the Media resource; null when it is none of it. */
export function mediaTarget(path: string): MediaTarget | null {
  const match = MEDIA.exec(path);
  if (match === null) return null;
  return { messageSid: match[1]!, sid: match[2] ?? null, json: match[3] !== undefined };
}

export function mediaOperation(target: MediaTarget, method: string): string {
  if (method === "DELETE") return "mediaDelete";
  return target.sid === null ? "mediaList" : "media";
}

/** Keeps a record of every request for a file, with whether credentials came along. */
export function noteMediaRequest(core: Core, exchange: Exchange, place: MediaRequest["place"]): void {
  const request: MediaRequest = {
    at: core.now(),
    place,
    method: exchange.method,
    path: exchange.path,
    credentials: exchange.headers.authorization !== undefined,
    status: null,
  };
  core.mediaRequests.push(request);
  exchange.response.once("finish", () => {
    request.status = exchange.response.statusCode;
  });
}

/** List, fetch as JSON or as a redirect to the file, delete. Source: https://www.twilio.com/docs/messaging/api/media-resource */
export function mediaRoutes(core: Core, exchange: Exchange, account: Account, target: MediaTarget, fault: Fault | null): void {
  const owned = (one: StoredMedia) => one.accountSid === account.accountSid;
  if (target.sid === null) return list(core, exchange, account, target.messageSid);
  const record = mediaOf(core, target.messageSid).find((one) => one.sid === target.sid && owned(one));
  if (record === undefined) return refuse(exchange, notFound(exchange.path));
  if (exchange.method === "DELETE") {
    deleteMedia(core, record);
    exchange.response.writeHead(204).end();
    return;
  }
  if (exchange.method !== "GET") return refuse(exchange, methodNotAllowed());
  if (target.json) return answerJson(exchange, 200, resource(record));
  if (record.readyAt > core.now()) return refuse(exchange, notFound(exchange.path));
  answer(exchange, 307, "text/plain", "", { location: redirect(core, exchange, record, fault) });
}

function redirect(core: Core, exchange: Exchange, record: StoredMedia, fault: Fault | null): string {
  if (fault?.kind === "redirectLoop") return core.url + exchange.path;
  if (fault?.kind === "foreignRedirect") return fault.location ?? `${core.foreignUrl}/${record.sid}`;
  const expires = Math.floor((core.now() + LINK_MS) / 1000);
  const path = `/cdn/${record.accountSid}/${record.sid}`;
  return `${core.url}${path}?${new URLSearchParams({ Expires: String(expires), Signature: linkSignature(path, expires) })}`;
}

/** Only the world itself makes such links, so any fixed secret will do. */
export function linkSignature(path: string, expires: number): string {
  return createHmac("sha256", "the world's CDN").update(`${path}?${expires}`).digest("base64url");
}

function list(core: Core, exchange: Exchange, account: Account, messageSid: string): void {
  const message = core.state.messages.find((one) => one.sid === messageSid && one.accountSid === account.accountSid);
  if (message === undefined) return refuse(exchange, notFound(exchange.path));
  if (exchange.method !== "GET") return refuse(exchange, methodNotAllowed());
  const pageSize = Number(exchange.query.get("PageSize") ?? 50);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000)
    return refuse(exchange, twilioError(400, 20001, "Invalid PageSize parameter"));
  const page = Number(exchange.query.get("Page") ?? 0);
  const all = mediaOf(core, messageSid);
  const start = page * pageSize;
  const uri = (number: number) => `${exchange.path}?${new URLSearchParams({ PageSize: String(pageSize), Page: String(number) })}`;
  answerJson(exchange, 200, {
    media_list: all.slice(start, start + pageSize).map(resource),
    page,
    page_size: pageSize,
    start,
    end: Math.max(Math.min(start + pageSize, all.length) - 1, 0),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: start + pageSize < all.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  });
}

function resource(record: StoredMedia): Record<string, unknown> {
  return {
    account_sid: record.accountSid,
    content_type: record.contentType,
    date_created: rfc2822(record.createdAt),
    date_updated: rfc2822(record.createdAt),
    parent_sid: record.messageSid,
    sid: record.sid,
    uri: `/2010-04-01/Accounts/${record.accountSid}/Messages/${record.messageSid}/Media/${record.sid}.json`,
  };
}

function refuse(exchange: Exchange, error: TwilioError): void {
  answerJson(exchange, error.status, error);
}
