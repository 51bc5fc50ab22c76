import type { SQL } from "drizzle-orm";
import type { z } from "zod";
import type { behindQuerySchema } from "../../schema/contract/figures.ts";
import type { Candidates } from "./walk.ts";

export type BehindQuery = z.output<typeof behindQuerySchema>;

/** What is asked for, and when it begins and ends, in milliseconds. */
export type BehindAsked = BehindQuery & { since: number; until: number };

/** Whom a number counted. */
export interface BehindSource {
  candidates: Candidates;
  /** What is told of some of them: columns `contactId`, `conversationId`, `at` (milliseconds, or a day) and `count`. */
  facts(tenantId: string, contactIds: readonly string[]): SQL;
}
