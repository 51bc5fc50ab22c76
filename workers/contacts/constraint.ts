import { causesOf, isUniqueViolation } from "../platform/causes.ts";

/** The identity is another contact's. */
export const isIdentityTaken = (thrown: unknown): boolean =>
  isUniqueViolation(thrown, "contact_identities.tenant_id, contact_identities.kind, contact_identities.value");

/** The contact has got a conversation with the same agent meanwhile. */
export const isPairTaken = (thrown: unknown): boolean =>
  isUniqueViolation(thrown, "conversations.tenant_id, conversations.agent_id, conversations.contact_id");

/** A merge's guard said no: it writes null where there must be a contact, and so rolls its whole batch back. */
export const isMergeStale = (thrown: unknown): boolean =>
  causesOf(thrown).some((error) => /NOT NULL constraint failed: contact_merges\.(winner|loser)_id/.test(String(error)));
