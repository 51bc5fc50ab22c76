import { asc, or } from "drizzle-orm";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { theirs } from "./theirs.ts";

/** A file of a person's, as it stands in an export; `fileId` is null where there is nothing to be had. */
export type ExportedFile = Pick<
  MediaRow,
  | "id"
  | "kind"
  | "state"
  | "name"
  | "mediaType"
  | "bytes"
  | "durationMs"
  | "description"
  | "text"
  | "messageId"
  | "conversationId"
  | "fileId"
> & { createdAt: string };

/** Files of their threads, and those that were stored for a message and not sent yet. */
export const readFileRows = async (db: TenantDb, contactIds: string[], conversationIds: string[]): Promise<ExportedFile[]> => {
  const rows = await db.all(media, {
    where: or(theirs(media.conversationId, conversationIds), theirs(media.contactId, contactIds)),
    orderBy: [asc(media.id)],
  });
  return rows.map(({ tenantId: _tenant, contactId: _contact, failure: _failure, width: _width, height: _height, ...row }) => {
    const { sourceLine: _line, sourceUrl: _url, removedAt: _removed, createdAt, ...file } = row;
    return { ...file, createdAt: new Date(createdAt).toISOString() };
  });
};

/** Its own name as far as every system takes it, behind its id: two files may have one name. */
export const nameInZip = ({ id, name }: Pick<ExportedFile, "id" | "name">): string =>
  `files/${id}-${name.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, "_").slice(-120)}`;
