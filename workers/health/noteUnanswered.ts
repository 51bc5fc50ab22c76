import { eq } from "drizzle-orm";
import { whatsappLines } from "../../schema/tables/agents.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { LineFacts } from "./readLines.ts";

/** Keeps since when each line's object has not answered; nothing to write for one that goes on as it did. */
export const noteUnanswered = (
  db: TenantDb,
  lines: Pick<LineFacts, "lineId" | "unansweredSince" | "health">[],
  now: number,
): Statement[] =>
  lines
    .filter(({ health, unansweredSince }) => (health === null) === (unansweredSince === null))
    .map(({ lineId, health }) =>
      db.update(whatsappLines, { unansweredSince: health === null ? now : null }, eq(whatsappLines.id, lineId)),
    );
