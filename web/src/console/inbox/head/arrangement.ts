import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { CallInput } from "../../../api/client.ts";

/** What may be changed of where a conversation lies and whose it is; what is left out stays. */
export type Arrangement = NonNullable<CallInput<"PATCH /api/conversations/{id}">["body"]>;

type Before = Pick<Conversation, "assignee" | "labelIds" | "place" | "snoozedUntil">;

const placeBack = ({ place, snoozedUntil }: Before, now: number): Arrangement => {
  if (place === "closed") return { place };
  if (place === "snoozed" && snoozedUntil && Date.parse(snoozedUntil) > now) return { place, snoozedUntil };
  return { place: "open" };
};

/**
 * What takes an arrangement back.
 *
 * @param now milliseconds since 1970: a snooze that has ended meanwhile is not set again
 */
export const takenBack = (before: Before, change: Arrangement, now: number): Arrangement => ({
  ...(change.assigneeId === undefined ? {} : { assigneeId: before.assignee?.id ?? null }),
  ...(change.labelIds === undefined ? {} : { labelIds: [...before.labelIds] }),
  ...(change.place === undefined ? {} : placeBack(before, now)),
});

/** The labels with this one put on, or taken off when it is there. */
export const withLabel = (labelIds: readonly string[], id: string): string[] =>
  labelIds.includes(id) ? labelIds.filter((known) => known !== id) : [...labelIds, id];
