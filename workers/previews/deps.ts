import type { Chance } from "../platform/clock.ts";
import type { Files } from "../platform/files.ts";

/** How the web is asked. */
export interface WebDeps {
  fetch(input: string, init: RequestInit): Promise<Response>;
  /** Origin of the site, for those who want to know who asks. */
  publicUrl: string;
  /** Origin of the one site that may be asked without https: the simulated world's. Null in the real one. */
  simulated: string | null;
}

export interface PreviewDeps extends WebDeps {
  chance: Chance;
  files: Pick<Files, "store" | "remove" | "forgetting">;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
}
