import type { IdentityRow } from "../../schema/tables/contacts.ts";
import { primaryOf } from "./person.ts";

export interface IdentityChange {
  /** Rows that go. */
  remove: string[];
  add: { value: string; verifiedAt: number | null } | null;
}

const nothing: IdentityChange = { remove: [], add: null };

/**
 * What becomes of a contact's phones or e-mails when the consultant sets the one that is shown: it is replaced, and what the
 * person has proved about the new one is kept. Null empties them all.
 */
export const identityChange = (
  identities: IdentityRow[],
  kind: "phone" | "email",
  value: string | null | undefined,
): IdentityChange => {
  const own = identities.filter((identity) => identity.kind === kind);
  const shown = primaryOf(own, kind);
  if (value === undefined || value === (shown?.value ?? null)) return nothing;
  if (value === null) return { remove: own.map(({ id }) => id), add: null };
  const same = own.find((identity) => identity.value === value);
  return {
    remove: [shown, same].flatMap((identity) => (identity ? [identity.id] : [])),
    add: { value, verifiedAt: same?.verifiedAt ?? null },
  };
};
