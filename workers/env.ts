import type { Settings } from "./platform/config.ts";

/** The bindings and settings the Worker is started with. `compose.ts` is the only reader. */
export interface Env extends Settings {
  DB: D1Database;
  FILES: R2Bucket;
  JOBS: Queue;
  CONVERSATION: DurableObjectNamespace;
  LINE: DurableObjectNamespace;
  INBOX: DurableObjectNamespace;
  QUOTA: DurableObjectNamespace;
}
