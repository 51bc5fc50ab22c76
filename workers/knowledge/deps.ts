import type { Chance } from "../platform/clock.ts";
import type { Files } from "../platform/files.ts";
import type { JobHints } from "../platform/jobs.ts";

/** What the knowledge room needs from the rest of the house. */
export interface KnowledgeDeps {
  chance: Chance;
  files: Pick<Files, "store" | "read" | "remove" | "forgetting">;
  hints: JobHints;
}
