import { mediaUrl } from "../../../api/mediaUrl.ts";
import { createLocalFiles } from "../../../files/localFiles.ts";

const local = createLocalFiles(60);

export const keepLocal = local.keep;

/** Where to read a file of a thread from. */
export const sourceOf = (conversationId: string, mediaId: string): string =>
  local.find(mediaId) ?? mediaUrl(conversationId, mediaId);
