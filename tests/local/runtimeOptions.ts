import { Log, LogLevel, type MiniflareOptions } from "miniflare";

type RuntimeOptions = Omit<MiniflareOptions, "workers">;

/**
 * A runtime of this machine alone: it asks nobody outside for anything and tells nobody what it does.
 *
 * @param stores the folder where D1, R2 and the objects live
 */
export const runtimeOptions = (port: number, stores: string, isQuiet = true): RuntimeOptions => ({
  host: "127.0.0.1",
  port,
  cf: false,
  resourcePersistencePath: stores,
  logRequests: false,
  telemetry: { enabled: false },
  enableDevRegistry: false,
  log: new Log(isQuiet ? LogLevel.NONE : LogLevel.WARN),
  ...(isQuiet ? { handleStructuredLogs: () => undefined } : {}),
});
