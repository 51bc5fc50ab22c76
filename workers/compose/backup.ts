import type { BackupDeps } from "../backup/deps.ts";
import { type Platform, log } from "./base.ts";
import { configureLine } from "./lines.ts";

export const backupDeps = (base: Platform): BackupDeps => ({
  ...base,
  log,
  object: (kind, name) => base.archives[kind](name),
  configureLine: (line) => configureLine(base, line),
});
