import type { PreviewDeps } from "../previews/deps.ts";
import type { Platform } from "./base.ts";

export const previewDeps = ({ chance, config, files }: Platform): PreviewDeps => ({
  chance,
  files,
  fetch: (input, init) => fetch(input, init),
  publicUrl: config.publicUrl,
  // The setting that says there is a simulated world says where it is.
  simulated: config.pushApiBase,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
