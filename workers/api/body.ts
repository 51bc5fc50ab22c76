import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { joinBytes } from "../platform/joinBytes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";

const defaultMaxBytes = 64 * 1024;

/** A body as it was sent: JSON or form fields, still unchecked, or bytes. */
export type ReadBody = { kind: "value"; value: unknown } | { kind: "bytes"; bytes: Uint8Array } | { kind: "none" };

/**
 * Reads what an endpoint says it takes. The limit holds for what was announced and for what actually arrives. An empty JSON body
 * reads as `{}`, so that the fields it lacks are named.
 *
 * @returns `too_large`, `unsupported_media` (JSON expected, something else announced) or `malformed_body` as refusals
 */
export const readBody = async (request: Request, endpoint: Endpoint): Promise<ReadBody | Refusal> => {
  const wanted = endpoint.bodyType ?? (endpoint.body ? "json" : null);
  if (wanted === null) return { kind: "none" };
  const bytes = await readLimited(request, endpoint.maxBytes ?? defaultMaxBytes);
  if (bytes === null) return refuse("too_large");
  if (wanted === "bytes") return { kind: "bytes", bytes };
  const mediaType = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (wanted === "form") return readForm(mediaType, bytes);
  if (bytes.length === 0) return { kind: "value", value: {} };
  return /^application\/(?:[\w.-]+\+)?json$/.test(mediaType) ? readJson(bytes) : refuse("unsupported_media");
};

const readJson = (bytes: Uint8Array): ReadBody | Refusal => {
  try {
    return { kind: "value", value: JSON.parse(decode(bytes)) };
  } catch {
    return refuse("malformed_body");
  }
};

const readForm = (mediaType: string, bytes: Uint8Array): ReadBody | Refusal => {
  if (mediaType !== "application/x-www-form-urlencoded") return refuse("malformed_body");
  try {
    return { kind: "value", value: Object.fromEntries(new URLSearchParams(decode(bytes))) };
  } catch {
    return refuse("malformed_body");
  }
};

const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);

const readLimited = async (request: Request, maxBytes: number): Promise<Uint8Array | null> => {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(chunks);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
};
