import type { KeyUse } from "../platform/keyUsage.ts";
import type { ModelOptions, ModelRequest, ModelResult } from "./port.ts";

export interface KeyedResult {
  result: ModelResult;
  /** What the call has shown about the key it was made with. */
  verdict: KeyUse;
}

/** A provider's model, called with one key, once. Which key, and whether to try again, is decided above it. */
export interface KeyedModel {
  generate(request: ModelRequest, key: string, options: Pick<ModelOptions, "signal" | "onDelta">): Promise<KeyedResult>;
}
