import type { Core } from "../core.ts";
import type { StoredMedia } from "../shapes.ts";
import type { Fault } from "../switches.ts";
import { failEarly } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answer, cutSocket, pause } from "../http.ts";
import type { Exchange } from "../http.ts";
import { linkSignature, noteMediaRequest } from "./mediaRoutes.ts";

const CHUNK_BYTES = 64 * 1024;

const voice: FailureVoice = {
  error: (status) => xml(String(status), "The store is in trouble."),
  refusal: ({ code, message }) => xml(String(code), message),
};

/**
 * Where Twilio's redirects lead (mms.twiliocdn.com in real life): signed links that expire, and no other way in. A request that
 * brings credentials of its own is refused, as a store with signed links refuses two ways of authentication at once.
 * Sources: https://help.twilio.com/articles/223183748 and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (InvalidArgument, AccessDenied).
 */
export async function cdnRoutes(core: Core, exchange: Exchange): Promise<void> {
  noteMediaRequest(core, exchange, "cdn");
  const fault = core.faults.take("twilio", "cdn", exchange.path);
  if (fault !== null) core.events.emit({ type: "faults" });
  if (exchange.headers.authorization !== undefined)
    return answer(exchange, 400, "application/xml", xml("InvalidArgument", "Only one auth mechanism allowed"));
  if (await failEarly(exchange, fault, voice)) return;
  const expires = Number(exchange.query.get("Expires"));
  const valid = exchange.query.get("Signature") === linkSignature(exchange.path, expires) && expires * 1000 > core.now();
  if (!valid || fault?.kind === "http401") return answer(exchange, 403, "application/xml", xml("AccessDenied", "Access Denied"));
  const record = core.state.media.find((one) => exchange.path === `/cdn/${one.accountSid}/${one.sid}`);
  const bytes = record === undefined || record.deletedAt !== null ? null : core.files.get(record.sid);
  if (record === undefined || bytes === null || fault?.kind === "http404")
    return answer(exchange, 404, "application/xml", xml("NoSuchKey", "The specified key does not exist."));
  await serveFile(exchange, record, bytes, fault);
}

/** Answers any request on the host that is not Twilio's, with the real file: whoever follows there would get what they want. */
export function foreignRoutes(core: Core, exchange: Exchange): void {
  noteMediaRequest(core, exchange, "foreign");
  const record = core.state.media.find((one) => exchange.path === `/${one.sid}`);
  const bytes = record === undefined ? null : core.files.get(record.sid);
  if (record === undefined || bytes === null) return answer(exchange, 200, "text/plain", "Here you are.");
  answer(exchange, 200, record.contentType, bytes);
}

async function serveFile(exchange: Exchange, record: StoredMedia, bytes: Buffer, fault: Fault | null): Promise<void> {
  const { response, gone } = exchange;
  const type = fault?.kind === "wrongType" ? (fault.contentType ?? "image/jpeg") : record.contentType;
  const headers: Record<string, string> = {
    "content-type": type,
    "cache-control": "max-age=14400",
    etag: `"${record.sha256.slice(0, 32)}"`,
  };
  if (fault?.kind === "longerThanSaid") {
    response.writeHead(200, { ...headers, "content-length": String(bytes.length) });
    response.write(bytes);
    response.socket?.write(Buffer.alloc(CHUNK_BYTES, 65));
    return void response.socket?.end();
  }
  if (fault?.kind === "endless") {
    response.writeHead(200, headers);
    return endless(exchange, bytes);
  }
  response.writeHead(200, { ...headers, "content-length": String(bytes.length) });
  if (fault?.kind === "cutBody") {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    return cutSocket(exchange);
  }
  if (fault?.kind === "slowBody") {
    for (const byte of bytes) {
      if (gone.aborted) return;
      response.write(Uint8Array.of(byte));
      await pause(fault.delayMs ?? 200, gone);
    }
  } else response.write(bytes);
  response.end();
}

async function endless({ response, gone }: Exchange, bytes: Buffer): Promise<void> {
  const chunk = Buffer.alloc(CHUNK_BYTES, 65);
  response.write(bytes);
  while (!gone.aborted) {
    const taken = response.write(chunk);
    await (taken
      ? pause(1, gone)
      : new Promise<void>((resolve) => {
          response.once("drain", resolve);
          gone.addEventListener("abort", () => resolve(), { once: true });
        }));
  }
}

function xml(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
