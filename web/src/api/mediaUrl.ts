import { addressOf } from "./client.ts";

/** Where a file of a thread is served, for the session that may see it. */
export const mediaUrl = (conversationId: string, mediaId: string): string =>
  addressOf("/api/conversations/{id}/media/{mediaId}", { params: { id: conversationId, mediaId } });
