import { eq } from "drizzle-orm";
import { files } from "../../schema/tables/platform.ts";
import type { Chance } from "./clock.ts";
import { fileTypeOf, type FileType } from "./fileType.ts";
import { refuse, type Refusal } from "./refusal.ts";
import type { Statement, TenantDb } from "./tenantDb.ts";
import { sha256Hex } from "./tokens.ts";

export type FileRow = typeof files.$inferSelect;

/** A file that lies in R2; its row is written with the batch that needs it. */
export interface StoredFile {
  fileId: string;
  mediaType: FileType;
  statement: Statement;
}

/** A tenant's files in R2, under `tenants/<tenant>/<file>`, each with a row that says what it is. */
export class Files {
  readonly #bucket: R2Bucket;
  readonly #chance: Chance;

  constructor(bucket: R2Bucket, chance: Chance) {
    this.#bucket = bucket;
    this.#chance = chance;
  }

  /**
   * Stores a file, typed by its content.
   *
   * @param accept the types the caller has a use for
   * @returns `unsupported_media` for any other
   */
  async store(
    db: TenantDb,
    file: { name: string; bytes: Uint8Array },
    accept: readonly FileType[],
  ): Promise<StoredFile | Refusal> {
    const mediaType = fileTypeOf(file.bytes);
    if (mediaType === null || !accept.includes(mediaType)) return refuse("unsupported_media");
    return this.put(db, { ...file, mediaType, fileId: this.#chance.id("file") });
  }

  /** Stores a file whose type its caller has told by its content. The same id again overwrites, so that a job may be run twice. */
  async put(
    db: TenantDb,
    { fileId, mediaType, ...file }: { fileId: string; name: string; mediaType: FileType; bytes: Uint8Array },
  ): Promise<StoredFile> {
    const r2Key = keyOf(db.tenantId, fileId);
    const sha256 = await sha256Hex(file.bytes);
    await this.#bucket.put(r2Key, file.bytes, { httpMetadata: { contentType: mediaType } });
    const row = {
      id: fileId,
      r2Key,
      name: file.name,
      mediaType,
      bytes: file.bytes.byteLength,
      sha256,
      createdAt: this.#chance.now(),
    };
    const statement = db.insert(files, row, { do: "nothing" });
    return { fileId, mediaType, statement };
  }

  /** A file of this tenant with its content, or null. */
  async read(db: TenantDb, fileId: string): Promise<{ row: FileRow; bytes: Uint8Array } | null> {
    const row = await db.first(files, eq(files.id, fileId));
    const object = row && (await this.#bucket.get(row.r2Key));
    return row && object ? { row, bytes: new Uint8Array(await object.arrayBuffer()) } : null;
  }

  /** The content of a file whose facts the caller keeps itself, whole or a stretch of it; null when it is not there. */
  async open(db: TenantDb, fileId: string, stretch?: { offset: number; length: number }): Promise<R2ObjectBody | null> {
    return this.#bucket.get(keyOf(db.tenantId, fileId), stretch ? { range: stretch } : {});
  }

  /** A file of this tenant as a download, or null. Never shown in place, whatever it holds. */
  async serve(db: TenantDb, fileId: string): Promise<Response | null> {
    const row = await db.first(files, eq(files.id, fileId));
    const object = row && (await this.#bucket.get(row.r2Key));
    return row && object ? new Response(object.body, { headers: downloadHeaders(row) }) : null;
  }

  /** Forgets a file's content; its row goes with `forgetting`, in the batch that no longer needs it. */
  async remove(db: TenantDb, fileId: string): Promise<void> {
    await this.#bucket.delete(keyOf(db.tenantId, fileId));
  }

  forgetting(db: TenantDb, fileId: string): Statement {
    return db.remove(files, eq(files.id, fileId));
  }
}

const keyOf = (tenantId: string, fileId: string): string => `tenants/${tenantId}/${fileId}`;

/** The name is encoded as RFC 8187 says, so that no quote or line break in it ends the header. */
export const downloadHeaders = (file: Pick<FileRow, "name" | "mediaType" | "bytes">): Record<string, string> => ({
  "content-type": file.mediaType,
  "content-length": String(file.bytes),
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll(/['()*]/g, percentOf)}`,
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
});

const percentOf = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
