import type { Chance } from "../../platform/clock.ts";
import { prepareJob } from "../../platform/jobs.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import type { KnownPeople } from "./judgeRows.ts";

/** What a stretch of an import is: its rows below a line of the file. */
export interface ImportStretch {
  importId: string;
  known: KnownPeople;
  /** The last line that was done. */
  after: number;
}

/** One job for each stretch, ever. */
export const importJob = (db: TenantDb, chance: Chance, stretch: ImportStretch) =>
  prepareJob(db, chance, {
    kind: "import_contacts",
    uniqueKey: `import:${stretch.importId}:${stretch.after}`,
    payload: { ...stretch },
  });
