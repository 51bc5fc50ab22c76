import type { Model } from "./port.ts";

/** Stands where a provider has no key, behind another that is there but doesn't answer. */
export const nobody: Model = {
  generate: async () => ({ ok: false, failure: "unavailable", detail: "No API key is configured" }),
};
