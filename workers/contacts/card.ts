import type { Channel } from "../../schema/contract/enums.ts";
import type { Reading } from "../../schema/contract/agentShares.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { ContactRow, IdentityRow } from "../../schema/tables/contacts.ts";
import { activeLevel, isHeldBy } from "./level.ts";
import { primaryOf, verifiedEmailsOf } from "./person.ts";
import type { FoundSubscription } from "./readSubscriptions.ts";

const instant = (at: number): string => new Date(at).toISOString();

/** The subscription a card shows: the one the level comes from, or else the latest. `held` is sorted newest first. */
const shownOf = (held: FoundSubscription[]): Contact["subscription"] => {
  const active = held.filter(({ status }) => status === "active").toSorted((a, b) => b.level - a.level);
  const shown = active[0] ?? held[0];
  return shown ? { level: shown.level, status: shown.status, updatedAt: instant(shown.updatedAt) } : null;
};

/**
 * A contact as the console sees it. A visitor's cookie is no way to address anybody and is left out.
 *
 * @param subscriptions newest first; those of other contacts are ignored
 */
export const cardOf = (
  contact: ContactRow,
  identities: IdentityRow[],
  subscriptions: FoundSubscription[],
  stoppedChannels: Channel[],
  readings: Reading[],
): Contact => {
  const verifiedEmails = verifiedEmailsOf(identities);
  const holder = { contactId: contact.id, verifiedEmails };
  const claimed = contact.claimedEmail;
  return {
    id: contact.id,
    displayName: contact.displayName,
    phone: primaryOf(identities, "phone")?.value ?? null,
    email: primaryOf(identities, "email")?.value ?? null,
    roles: contact.roles,
    language: contact.language,
    languageSource: contact.languageSource,
    stoppedChannels,
    note: contact.note,
    goal: contact.goal,
    level: activeLevel(subscriptions, holder),
    subscription: shownOf(subscriptions.filter((subscription) => isHeldBy(subscription, holder))),
    identities: identities
      .filter(({ kind }) => kind !== "visitor")
      .map(({ id, kind, value, verifiedAt }) => ({
        id,
        kind,
        value,
        verifiedAt: verifiedAt === null ? null : instant(verifiedAt),
      })),
    ...(claimed && !verifiedEmails.includes(claimed) ? { unconfirmedEmail: claimed } : {}),
    blockedAt: contact.blockedAt === null ? null : instant(contact.blockedAt),
    readings,
    mergedInto: contact.mergedInto,
    createdAt: instant(contact.createdAt),
  };
};
