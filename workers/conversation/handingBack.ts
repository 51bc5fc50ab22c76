import { callForLeft } from "./calling.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { leave } from "./leaving.ts";
import { addInner } from "./notes.ts";
import type { ConversationState } from "./state.ts";
import { handBackText } from "./threadTexts.ts";
import { changed } from "./writing.ts";

const minute = 60_000;

type Quiet = Pick<ConversationState, "aiEnabled" | "handBackMinutes" | "overriddenAt" | "personWroteAt" | "place" | "movedTo">;

/**
 * When the AI takes a conversation back by itself, in milliseconds: so long after the takeover or a person's last message,
 * whichever was later. Null when it doesn't.
 */
export const handsBackAt = ({ aiEnabled, handBackMinutes, overriddenAt, personWroteAt, place, movedTo }: Quiet): number | null =>
  aiEnabled || handBackMinutes === null || place === "blocked" || movedTo !== null
    ? null
    : Math.max(overriddenAt ?? 0, personWroteAt ?? 0) + handBackMinutes * minute;

/** What began after a person's time was over was the AI's to answer already; anything older is left as it is. */
const leftOpen = (state: ConversationState, at: number, now: number): Decision<ConversationState> & { isLeft: boolean } => {
  const { batch } = state;
  if (batch === null || batch.firstAt < at) return { ...leave(state, "silence"), isLeft: batch !== null };
  return { state: { ...state, batch: { ...batch, dueAt: now } }, effects: [], isLeft: false };
};

/**
 * How long the agent waits has been read afresh, and if that time is over the AI has the conversation again. It answers nothing old,
 * only what comes after; what was left unanswered calls a person.
 */
export const quietTimeRead = (
  before: ConversationState,
  { minutes, noteId }: Extract<ConversationEvent, { type: "quietTimeRead" }>,
  now: number,
): Decision<ConversationState> => {
  const state = { ...before, handBackMinutes: minutes };
  const at = handsBackAt(state);
  if (at === null || at > now) return minutes === before.handBackMinutes ? { state: before, effects: [] } : changed(state);
  const left = leftOpen(state, at, now);
  const turned: ConversationState = { ...left.state, aiEnabled: true, overriddenAt: now, overriddenBy: null };
  const text = handBackText(state.language, left.isLeft);
  const line = { id: noteId, kind: "note", sender: "ai", direction: "outbound", text, authorName: null } as const;
  const said = addInner(left.isLeft ? callForLeft(turned) : turned, line, now);
  const shown = changed(said.state);
  return { state: shown.state, effects: [...left.effects, ...said.effects, ...shown.effects] };
};
