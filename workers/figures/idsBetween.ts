import { sql, type SQL } from "drizzle-orm";
import { makeId } from "../platform/ids.ts";

/** An id is minted a moment before its message is accepted. */
const slackMs = 10 * 60_000;

const idAt = (kind: "message" | "media", at: number): string => makeId(kind, Math.max(0, at), new Uint8Array(16));

/**
 * Ids that messages, or files of messages, of between two moments (in milliseconds) can have. Ids begin with their time, so the primary
 * key finds them: an index by time would cost every message a row.
 */
export const idsBetween = (kind: "message" | "media", from: number, to: number): { after: string; before: string } => ({
  after: idAt(kind, from - slackMs),
  before: idAt(kind, to + slackMs),
});

/** The same, as a condition on a column. */
export const isBetween = (column: SQL, kind: "message" | "media", from: number, to: number): SQL => {
  const { after, before } = idsBetween(kind, from, to);
  return sql`${column} > ${after} AND ${column} < ${before}`;
};
