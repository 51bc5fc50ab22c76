import { registerHooks } from "node:module";

const standIn = new URL("cloudflareWorkers.ts", import.meta.url).href;

/** Imported first, it lets plain Node read what was written for Workers; under vitest an alias does the same. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "cloudflare:workers" ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
