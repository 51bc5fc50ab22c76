import type { ErasureScope, ErasureStep } from "../../schema/contract/erasures.ts";

/** What each scope takes, in this order: nothing may be written anew by something that has not come to an end yet. */
const ways: Record<ErasureScope, readonly ErasureStep[]> = {
  everything: ["threads", "files", "lines", "rows", "search", "provider", "done"],
  messages: ["threads", "files", "provider", "done"],
  files: ["files", "provider", "done"],
};

export const firstStep = (scope: ErasureScope): ErasureStep => ways[scope][0] ?? "done";

export const stepAfter = (scope: ErasureScope, step: ErasureStep): ErasureStep =>
  ways[scope][ways[scope].indexOf(step) + 1] ?? "done";
