import type { MessageMedia, WorldMessage } from "../contract.ts";
import type { StoredMedia } from "../shapes.ts";
import type { Core } from "../core.ts";
import { sha256 } from "../fileStore.ts";

/** Keeps a file as a message's medium and gives back how the message names it. */
export function storeMedia(
  core: Core,
  message: WorldMessage,
  file: { contentType: string; bytes: Uint8Array; fileName?: string | undefined },
  readyAt = core.now(),
): MessageMedia {
  const record: StoredMedia = {
    sid: `ME${core.random.hex(32)}`,
    accountSid: message.accountSid,
    messageSid: message.sid,
    contentType: file.contentType,
    fileName: file.fileName ?? null,
    bytes: file.bytes.length,
    sha256: sha256(file.bytes),
    createdAt: core.now(),
    readyAt,
    deletedAt: null,
  };
  core.state.media.push(record);
  core.files.put(record.sid, file.bytes);
  return {
    url: core.url + mediaPath(record),
    contentType: record.contentType,
    sid: record.sid,
    bytes: record.bytes,
    ...(file.fileName === undefined ? {} : { fileName: file.fileName }),
  };
}

/** Source: https://www.twilio.com/docs/messaging/api/media-resource */
export function mediaPath({ accountSid, messageSid, sid }: StoredMedia): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`;
}

/** The media of a message that have not been deleted. */
export function mediaOf(core: Core, messageSid: string): StoredMedia[] {
  return core.state.media.filter((one) => one.messageSid === messageSid && one.deletedAt === null);
}

/** Twilio keeps a file until it is told to delete it. The phone that sent or got the file still has it. */
export function deleteMedia(core: Core, record: StoredMedia): void {
  record.deletedAt = core.now();
  core.changed();
}
