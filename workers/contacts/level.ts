import type { Level } from "../../schema/contract/enums.ts";

export interface HeldSubscription {
  contactId: string | null;
  email: string | null;
  /** 1 to 3, or 4: an old name for Gold. */
  level: number;
  status: string;
}

/** Whose subscriptions count: those given to the contact, and those of e-mails it has proved to own. */
export interface Holder {
  contactId: string;
  verifiedEmails: string[];
}

/** Whether a subscription counts for somebody, whatever its state. An address that is only claimed proves nothing. */
export const isHeldBy = (subscription: HeldSubscription, holder: Holder): boolean =>
  subscription.contactId === holder.contactId ||
  (subscription.email !== null && holder.verifiedEmails.includes(subscription.email));

const asLevel = (level: number): Level => (level >= 3 ? 3 : level >= 2 ? 2 : 1);

/**
 * The level somebody has now: the highest active subscription, matched by contact or by verified e-mail; none is Bronze;
 * `4` counts as Gold (DESIGN section 4, "Level").
 */
export const activeLevel = (subscriptions: HeldSubscription[], holder: Holder): Level =>
  subscriptions
    .filter((subscription) => subscription.status === "active" && isHeldBy(subscription, holder))
    .map((subscription) => asLevel(subscription.level))
    .reduce<Level>((highest, level) => (level > highest ? level : highest), 1);
