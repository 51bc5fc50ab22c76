import type { Media } from "../../../schema/contract/media.ts";
import { addressOf } from "./client.ts";
import { uploadFile, type Watching } from "./uploadFile.ts";

const longestName = 200;

/**
 * Uploads a file for a message that is being written.
 *
 * @throws Problem as {@link uploadFile} does
 */
export const uploadMedia = (conversationId: string, file: Blob, name: string, watching: Watching): Promise<Media> => {
  const query = { name: name.trim().slice(0, longestName) || "file" };
  return uploadFile(addressOf("/api/conversations/{id}/media", { params: { id: conversationId }, query }), file, watching);
};
