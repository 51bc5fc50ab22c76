import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import type { Media } from "../../schema/contract/media.ts";
import { maxMediaBytes, maxMediaPerMessage } from "../../schema/contract/media.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { media } from "../../schema/tables/media.ts";
import type { Chance } from "../platform/clock.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FileDeps } from "./deps.ts";
import { bareFile } from "./bareFile.ts";
import { examine } from "./examine.ts";
import { fileNameFor } from "./fileName.ts";
import { newRow, toMedia } from "./mediaView.ts";

/** How long an upload waits for its message, in milliseconds; an hour later it is deleted (`purgeUploads.ts`). */
export const uploadKept = 24 * 60 * 60_000;

/**
 * Stores a file for a message that is still being written, typed by its content; a picture, a film or a recording without where and by whom it was taken.
 *
 * @param thread the customer's own thread, or null for a file of the console's, which no customer may see before it is sent
 * @returns `too_large`, or `unsupported_media` for any type that Filo doesn't take and for files made to do harm
 */
export const uploadMedia = async (
  { chance, files }: Pick<FileDeps, "chance" | "files">,
  db: TenantDb,
  owner: { contactId: string; thread: string | null },
  file: { name: string; bytes: Uint8Array },
): Promise<Media | Refusal> => {
  if (file.bytes.length > maxMediaBytes) return refuse("too_large");
  const examined = examine(file.bytes, "upload");
  if (!examined.ok) return refuse("unsupported_media", { detail: examined.failure });
  const { ok: _ok, ...facts } = examined;
  const name = fileNameFor(file.name, facts.mediaType);
  const bytes = bareFile(file.bytes, facts.mediaType);
  const stored = await files.put(db, { fileId: chance.id("file"), name, mediaType: facts.mediaType, bytes });
  const medium: Media = {
    ...facts,
    id: chance.id("media"),
    state: "stored",
    failure: null,
    name,
    bytes: bytes.length,
    description: null,
    text: null,
  };
  const place = { contactId: owner.contactId, conversationId: owner.thread, messageId: null, sourceLine: null, sourceUrl: null };
  const row = newRow(medium, { ...place, fileId: stored.fileId, createdAt: chance.now() });
  await db.batch([stored.statement, db.insert(media, row)]);
  return medium;
};

/** Uploads of a contact, in the order asked for; one that has been sent already too, since the same message may come twice. */
const readUploads = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  contactId: string,
  mediaIds: string[],
  more?: SQL,
): Promise<Media[] | Refusal> => {
  const ids = [...new Set(mediaIds)].slice(0, maxMediaPerMessage);
  if (ids.length === 0) return [];
  const isFresh = or(gt(media.createdAt, chance.now() - uploadKept), isNotNull(media.messageId));
  const isTheirs = and(inArray(media.id, ids), eq(media.contactId, contactId), isNull(media.sourceUrl));
  const rows = await db.all(media, { where: and(isTheirs, isFresh, more) });
  if (rows.length < ids.length) return refuse("invalid_input", { errors: [unknownFile] });
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(toMedia));
};

const unknownFile = { path: "mediaIds", code: "unknown_media", message: "A file is unknown, or was uploaded too long ago" };

/**
 * A customer's uploads for the message they send now, in the order given.
 *
 * @returns `invalid_input` when one is not theirs (what the console has uploaded for them and not sent isn't), or has waited too long
 */
export const claimUploads = (
  deps: { chance: Chance },
  db: TenantDb,
  contactId: string,
  mediaIds: string[],
): Promise<Media[] | Refusal> => readUploads(deps, db, contactId, mediaIds, isNotNull(media.conversationId));

/** The same for what a person sends from the console: from here on the customer may fetch it, since its message is on its way. */
export const claimForConversation = async (
  deps: { chance: Chance },
  db: TenantDb,
  conversationId: string,
  mediaIds: string[],
): Promise<Media[] | Refusal> => {
  if (mediaIds.length === 0) return [];
  const [thread] = await db.pick({ contactId: conversations.contactId }, conversations, {
    where: eq(conversations.id, conversationId),
    limit: 1,
  });
  if (!thread) return refuse("not_found");
  const claimed = await readUploads(deps, db, thread.contactId, mediaIds);
  if (isRefusal(claimed)) return claimed;
  const ids = claimed.map(({ id }) => id);
  await db.batch([db.update(media, { conversationId }, and(inArray(media.id, ids), isNull(media.conversationId)))]);
  return claimed;
};
