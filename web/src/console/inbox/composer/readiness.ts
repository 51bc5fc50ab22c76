import type { Attachment } from "./attachments.ts";

/** What stands between what is written and its sending. `waiting` ends by itself, when the uploads have. */
export type Readiness = "ready" | "waiting" | "empty" | "too_long" | "broken_files";

/** @param over characters beyond what one message holds */
export const readiness = (text: string, over: number, attachments: readonly Pick<Attachment, "state">[]): Readiness => {
  if (over > 0) return "too_long";
  if (attachments.some(({ state }) => state === "refused" || state === "failed")) return "broken_files";
  if (attachments.some(({ state }) => state === "uploading")) return "waiting";
  return text.trim() || attachments.length > 0 ? "ready" : "empty";
};
