import type { ProblemKey } from "../../schema/contract/problems.ts";
import type { Route } from "../platform/route.ts";
import type { Refusal } from "../platform/refusal.ts";

/** What is written to the log when somebody was turned away who may have meant harm. Says neither who nor what they sent. */
export interface RefusalEntry {
  event: "request_refused";
  why: ProblemKey;
  /** The operation as the contract names it: paths may hold ids. */
  operation: string;
}

const told: ReadonlySet<ProblemKey> = new Set([
  "wrong_credentials",
  "too_many_requests",
  "not_allowed",
  "foreign_origin",
  "bad_signature",
]);

/** The line for a refusal that whoever runs Filo should see; null for those that happen to everybody. */
export const refusalEntry = ({ key }: Refusal, route: Pick<Route, "key">): RefusalEntry | null =>
  told.has(key) ? { event: "request_refused", why: key, operation: route.key } : null;
