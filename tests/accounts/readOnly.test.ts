import { expect, it } from "vitest";
import { endpoints } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { roleAllows } from "../../workers/api/rights.ts";

/**
 * What anybody signed in may do for themselves: their own account, what they have seen, their own browser. And what is asked with a
 * body, changing nothing.
 */
const ownThings = new Set([
  "DELETE /api/auth/sessions/{id}",
  "DELETE /api/push-subscriptions",
  "PATCH /api/auth/session",
  "PATCH /api/conversations/{id}/mark-read",
  "PATCH /api/conversations/{id}/mark-unread",
  "POST /api/agents/{id}/prompt-preview",
  "POST /api/agents/{id}/warnings",
  "POST /api/auth/sign-out-everywhere",
  "POST /api/auth/tenant",
  "POST /api/auth/verify-email",
  "POST /api/push-subscriptions",
  "POST /api/team/leave",
  "PUT /api/auth/password",
]);

it("lets who may only read change nothing that is the tenant's", () => {
  const all = Object.entries(endpoints) as [string, Endpoint][];
  const open = all.filter(
    ([key, { realm, needs }]) => realm === "console" && !key.startsWith("GET ") && roleAllows("readonly", needs),
  );
  expect(open.map(([key]) => key).filter((key) => !ownThings.has(key))).toEqual([]);
});
