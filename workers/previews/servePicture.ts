import { eq } from "drizzle-orm";
import { files } from "../../schema/tables/platform.ts";
import { downloadHeaders, type Files } from "../platform/files.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { findPreview } from "./previewOf.ts";

/**
 * The picture of a preview that was made before, as media are served: never as a page of its own, and asked for again each time, so
 * that signing out takes effect. Refuses `not_found`; asks no site.
 */
export const servePicture = async (
  deps: { files: Pick<Files, "open"> },
  db: TenantDb,
  url: URL,
  request: Pick<Request, "headers">,
): Promise<Response | Refusal> => {
  const fileId = (await findPreview(db, url))?.imageFileId ?? null;
  const row = fileId === null ? null : await db.first(files, eq(files.id, fileId));
  if (!row) return refuse("not_found");
  const etag = `"${row.id}"`;
  const headers: Record<string, string> = { ...downloadHeaders(row), etag, "cache-control": "private, no-cache" };
  if (request.headers.get("if-none-match") === etag) {
    const { "content-length": _length, ...others } = headers;
    return new Response(null, { status: 304, headers: others });
  }
  const object = await deps.files.open(db, row.id);
  return object ? new Response(object.body, { headers }) : refuse("not_found");
};
