import type { MediaRow } from "../../schema/tables/media.ts";
import type { MediaThread } from "./deps.ts";
import { toMedia } from "./mediaView.ts";

/** Tells the conversation what its file has come to, always after the row says so. An upload that is not sent yet has nobody to tell. */
export const tellThread = async ({ conversation }: { conversation(id: string): MediaThread }, row: MediaRow): Promise<void> => {
  if (row.conversationId === null || row.messageId === null) return;
  await conversation(row.conversationId).mediaChanged({ messageId: row.messageId, media: toMedia(row) });
};
