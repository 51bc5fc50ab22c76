import type { NewArrangement } from "./arrangement.ts";
import { callPerson } from "./calling.ts";
import type { Decision, Effect } from "./effects.ts";
import { leave } from "./leaving.ts";
import type { ConversationState } from "./state.ts";
import { changed } from "./writing.ts";

type Place = Pick<ConversationState, "place" | "snoozedUntil" | "needsPerson">;

/** Whoever puts it somewhere has seen why it came back; whoever closes it has seen to the rest. */
const placed = (state: ConversationState, place: "open" | "snoozed" | "closed", until: number | undefined): Place => ({
  place,
  snoozedUntil: place === "snoozed" ? (until ?? null) : null,
  needsPerson: place === "closed" || state.needsPerson === "snooze_over" ? null : state.needsPerson,
});

const isSame = (a: ConversationState, b: ConversationState): boolean =>
  !isMoved(a, b) && !isRelabelled(a, b) && a.needsPerson === b.needsPerson;

/** A colleague assigns, labels, snoozes, closes or reopens. What a person was still to answer in it is done with when it is closed. */
export const arranged = (state: ConversationState, order: NewArrangement): Decision<ConversationState> => {
  const { assignee = state.assignee, labelIds = state.labelIds, place, snoozedUntil } = order;
  const isMovable = place !== undefined && state.place !== "blocked";
  const after: ConversationState = {
    ...state,
    assignee,
    labelIds: [...new Set(labelIds)],
    ...(isMovable ? placed(state, place, snoozedUntil) : {}),
  };
  const isAPersons = !state.aiEnabled || state.batch?.dueAt === null;
  const left = place === "closed" && isMovable && isAPersons ? leave(after, "person") : { state: after, effects: [] };
  if (isSame(state, left.state) && left.effects.length === 0) return { state, effects: [] };
  const shown = changed(left.state);
  return { state: shown.state, effects: [...left.effects, ...shown.effects] };
};

/** It comes back by itself, to the top. */
export const snoozeDue = (state: ConversationState, now: number): Decision<ConversationState> => {
  const isDue = state.place === "snoozed" && (state.snoozedUntil ?? 0) <= now && !state.movedTo;
  return isDue ? changed(callPerson(state, "snooze_over")) : { state, effects: [] };
};

/** How it is arranged, as the inbox shows it: what was joined into another thread is nowhere. */
export const arrangementOf = ({
  place,
  snoozedUntil,
  assignee,
  labelIds,
  movedTo,
}: ConversationState): Pick<ConversationState, "place" | "snoozedUntil" | "assignee" | "labelIds"> =>
  movedTo === null
    ? { place, snoozedUntil, assignee, labelIds }
    : { place: "open", snoozedUntil: null, assignee: null, labelIds: [] };

const isMoved = (before: ConversationState, after: ConversationState): boolean => {
  const [a, b] = [arrangementOf(before), arrangementOf(after)];
  return (
    a.place !== b.place ||
    a.snoozedUntil !== b.snoozedUntil ||
    a.assignee?.id !== b.assignee?.id ||
    a.assignee?.name !== b.assignee?.name
  );
};

const isRelabelled = (before: ConversationState, after: ConversationState): boolean =>
  arrangementOf(before).labelIds.join() !== arrangementOf(after).labelIds.join();

/** Whatever a step was about: if it arranged the conversation anew, that is projected too. */
export const withArrangement = (
  before: ConversationState,
  { state, effects }: Decision<ConversationState>,
): Decision<ConversationState> => {
  const relabelled = isRelabelled(before, state);
  const arrangement: Effect[] = relabelled || isMoved(before, state) ? [{ type: "project", what: "arrangement" }] : [];
  const labels: Effect[] = relabelled ? [{ type: "project", what: "labels" }] : [];
  return { state, effects: [...effects, ...arrangement, ...labels] };
};
