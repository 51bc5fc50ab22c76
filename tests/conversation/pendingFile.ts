import type { Media, MediaKind } from "../../schema/contract/media.ts";

/** A file that a customer has sent, and of which nothing is known yet. */
export const pendingFile = (id: string, kind: MediaKind): Media => ({
  id,
  kind,
  state: "pending",
  failure: null,
  name: kind,
  mediaType: null,
  bytes: null,
  durationMs: null,
  width: null,
  height: null,
  description: null,
  text: null,
});
