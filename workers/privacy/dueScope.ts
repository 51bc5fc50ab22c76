import type { ErasureScope } from "../../schema/contract/erasures.ts";
import type { Settings } from "../../schema/contract/settings.ts";

/** Somebody with threads, and when anything was last said in any of them, in milliseconds. */
export interface QuietContact {
  contactId: string;
  lastAt: number;
  hasFiles: boolean;
}

const dayMs = 24 * 60 * 60_000;

/** What of a contact's is over by the tenant's own rule, and since when it had to be quiet for that; null: nothing is. */
export const dueScope = (
  { keepMessagesDays, keepFilesDays }: Pick<Settings, "keepMessagesDays" | "keepFilesDays">,
  { lastAt, hasFiles }: QuietContact,
  now: number,
): { scope: Exclude<ErasureScope, "everything">; quietSince: number } | null => {
  const isOver = (days: number | null): days is number => days !== null && lastAt < now - days * dayMs;
  // A thread in which nothing was ever said was opened to write first: it holds nothing yet.
  if (lastAt === 0) return null;
  if (isOver(keepMessagesDays)) return { scope: "messages", quietSince: now - keepMessagesDays * dayMs };
  if (isOver(keepFilesDays) && hasFiles) return { scope: "files", quietSince: now - keepFilesDays * dayMs };
  return null;
};
