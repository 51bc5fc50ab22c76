import type { Written } from "../../../realtime/written.ts";
import { draftOf, keepDraft, noteDraftKey } from "../drafts.ts";
import { returnAttachments } from "./attachments.ts";
import { setWriting } from "./writing.ts";

/** Puts what was not sent back where it was written, after whatever has been written there since. */
export const giveBack = ({
  conversationId,
  text,
  media,
  note,
}: Pick<Written, "conversationId" | "text" | "media" | "note">): void => {
  const place = note ? noteDraftKey(conversationId) : conversationId;
  keepDraft(place, [draftOf(place).trim(), text].filter(Boolean).join("\n\n"));
  returnAttachments(conversationId, media);
  setWriting(conversationId, note ? "note" : "message");
};
