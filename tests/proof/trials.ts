import type { RunnableTrial } from "./trial.ts";

/** Every trial by its name, read only when it is run. */
export const trials: Record<string, () => Promise<{ trial: RunnableTrial }>> = {
  backup: () => import("./backup.ts"),
  csv: () => import("./csv.ts"),
  deliveries: () => import("./deliveries.ts"),
  erasure: () => import("./erasure.ts"),
  injection: () => import("./injection.ts"),
  kills: () => import("./kills.ts"),
  simulations: () => import("./simulations.ts"),
  takeover: () => import("./takeover.ts"),
  levels: () => import("./levels.ts"),
  growth: () => import("./growth.ts"),
  noisyNeighbour: () => import("./noisyNeighbour.ts"),
  publicFlood: () => import("./publicFlood.ts"),
  sideBySide: () => import("./sideBySide.ts"),
  takeoverReal: () => import("./takeoverReal.ts"),
  trouble: () => import("./trouble.ts"),
  ssrf: () => import("./ssrf.ts"),
  xss: () => import("./xss.ts"),
  uploads: () => import("./uploads.ts"),
  oracles: () => import("./oracles.ts"),
  secrets: () => import("./secrets.ts"),
  sessions: () => import("./sessions.ts"),
  signatures: () => import("./signatures.ts"),
};
