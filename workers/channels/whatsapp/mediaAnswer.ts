import type { MediaFailure } from "../../../schema/contract/media.ts";

/** A file at Twilio, open to be read once; `later` when it isn't there yet or Twilio can't say. `gone`: the number isn't ours any more. */
export type MediaAnswer =
  | { kind: "found"; body: ReadableStream<Uint8Array>; announcedType: string; bytes: number | null }
  | { kind: "later"; afterMs: number }
  | { kind: "refused"; failure: MediaFailure }
  | { kind: "gone" };

/** Of a file that is to be removed at Twilio; `refused` is not ours to remove. */
export type RemovalAnswer = { kind: "removed" } | { kind: "later"; afterMs: number } | { kind: "refused" } | { kind: "gone" };
