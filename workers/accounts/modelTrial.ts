import type { ModelKeyCheck } from "../../schema/contract/settings.ts";
import type { KeyUse } from "../platform/keyUsage.ts";

/** The models, as far as a key can be tried out there. */
export interface ModelTrial {
  /** One call with this key and no other. */
  own(apiKey: string): Promise<{ outcome: ModelKeyCheck["outcome"]; use: KeyUse; tokens: number }>;
  /** One call with whatever the installation has; `none` when it has nothing. */
  pool(tenantId: string): Promise<"works" | "unreachable" | "none">;
}
