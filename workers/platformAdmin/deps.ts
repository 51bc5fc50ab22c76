import type { Chance } from "../platform/clock.ts";
import type { PlatformView } from "../platform/platformView.ts";
import type { PoolKeyDesk } from "../platform/poolKeyDesk.ts";

/** What the platform's administration needs from the rest of the house. */
export interface PlatformAdminDeps {
  chance: Chance;
  poolKeys: PoolKeyDesk;
  view: PlatformView;
  /** Whether the installation has Vertex AI. */
  hasVertex: boolean;
}
