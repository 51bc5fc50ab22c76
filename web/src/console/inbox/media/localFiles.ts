import { mediaUrl } from "../../../api/mediaUrl.ts";

/** Files that were uploaded from here, by their media id: shown from memory instead of being fetched back. */
const local = new Map<string, string>();
const atMost = 60;

export const keepLocal = (mediaId: string, objectUrl: string): void => {
  local.set(mediaId, objectUrl);
  for (const [oldest, url] of local) {
    if (local.size <= atMost) return;
    URL.revokeObjectURL(url);
    local.delete(oldest);
  }
};

/** Where to read a file of a thread from. */
export const sourceOf = (conversationId: string, mediaId: string): string =>
  local.get(mediaId) ?? mediaUrl(conversationId, mediaId);
