import { addressOf } from "../../api/client.ts";

/** What this browser has uploaded itself, by media id: shown from memory instead of being fetched back. */
const local = new Map<string, string>();
const atMost = 40;

export const keepLocal = (mediaId: string, objectUrl: string): void => {
  local.set(mediaId, objectUrl);
  for (const [oldest, url] of local) {
    if (local.size <= atMost) return;
    URL.revokeObjectURL(url);
    local.delete(oldest);
  }
};

/** Where to read a file of the visitor's own thread from. */
export const sourceOf = (slug: string, mediaId: string): string =>
  local.get(mediaId) ?? addressOf("/api/public/ai/{slug}/media/{mediaId}", { params: { slug, mediaId } });
