import type { MediaRow } from "../../schema/tables/media.ts";
import { downloadHeaders } from "../platform/files.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readRange } from "./byteRange.ts";
import type { FileDeps } from "./deps.ts";

/**
 * A medium's content as a download, whole or a stretch of it: players seek. A browser that has it already asks each time whether it
 * may still show it, so that signing out takes effect. Refuses `not_found` for what is not stored.
 */
export const serveMedia = async (
  { files }: { files: Pick<FileDeps["files"], "open"> },
  db: TenantDb,
  row: MediaRow | null,
  request: Pick<Request, "headers">,
): Promise<Response | Refusal> => {
  if (!row || row.fileId === null || row.mediaType === null || row.bytes === null) return refuse("not_found");
  const etag = `"${row.fileId}"`;
  const headers: Record<string, string> = {
    ...downloadHeaders({ name: row.name, mediaType: row.mediaType, bytes: row.bytes }),
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
  };
  if (request.headers.get("if-none-match") === etag) {
    const { "content-length": _length, ...kept } = headers;
    return new Response(null, { status: 304, headers: kept });
  }
  const range = readRange(request.headers.get("range"), row.bytes);
  if (range === "unsatisfiable")
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${row.bytes}`, "accept-ranges": "bytes" } });
  const object = await files.open(db, row.fileId, range === "whole" ? undefined : range);
  if (!object) return refuse("not_found");
  if (range === "whole") return new Response(object.body, { headers });
  headers["content-length"] = String(range.length);
  headers["content-range"] = `bytes ${range.offset}-${range.offset + range.length - 1}/${row.bytes}`;
  return new Response(object.body, { status: 206, headers });
};
