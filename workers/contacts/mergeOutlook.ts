import { mergeFields, type Contact, type MergeField } from "../../schema/contract/contacts.ts";
import type { Channel } from "../../schema/contract/enums.ts";
import type { HeldConsent } from "./readConsents.ts";

type Value = Contact[MergeField];

const isSame = (one: Value, other: Value): boolean =>
  JSON.stringify(Array.isArray(one) ? one.toSorted() : one) === JSON.stringify(Array.isArray(other) ? other.toSorted() : other);

const isEmpty = (value: Value): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Where the joined contact differs from the one that stays. */
export const changesOf = (winner: Contact, after: Contact): MergeField[] =>
  mergeFields.filter((field) => !isSame(winner[field], after[field]));

/** A phone or e-mail stays an identity whatever is shown first; what was said about being written to stays in the history. */
const neverLost = new Set<MergeField>(["phone", "email", "level", "stoppedChannels", "blockedAt"]);

/** A list loses nothing as long as all of it is there. */
const isKept = (field: MergeField, own: Value, after: Value): boolean => {
  if (neverLost.has(field)) return true;
  if (Array.isArray(own) && Array.isArray(after)) return own.every((one) => after.some((other) => other === one));
  return isSame(own, after);
};

/** What the loser has in a field that shows something else afterwards. */
export const leftOutOf = (loser: Contact, after: Contact): MergeField[] =>
  mergeFields.filter((field) => !isEmpty(loser[field]) && !isKept(field, loser[field], after[field]));

/** What holds once two people's words are one person's: the newest per channel. */
export const stoppedOf = (held: readonly HeldConsent[]): Channel[] => {
  const newest = new Map<Channel, HeldConsent>();
  for (const said of held) {
    const known = newest.get(said.channel);
    if (!known || said.at > known.at) newest.set(said.channel, said);
  }
  return [...newest.values()].filter(({ state }) => state === "stopped").map(({ channel }) => channel);
};
