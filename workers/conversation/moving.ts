import { isBlocked } from "./blocking.ts";
import { callForLeft } from "./calling.ts";
import { joinStandings, saidMeanwhile, standingOf, type ReturnedThread, type Said } from "./handover.ts";
import { heldFiles, hold, lastWithout, stopTurn, withdraw } from "./takeover.ts";
import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { hear } from "./mediaChanged.ts";
import { firstFile, isFinal } from "./mediaState.ts";
import { leave } from "./leaving.ts";
import { innerKinds } from "./notes.ts";
import { merged, ownMessages, waitingIn } from "./placing.ts";
import type { Batch, Birth, ConversationState, PendingMedium, StoredMessage } from "./state.ts";
import { changed, previewOf } from "./writing.ts";

/**
 * This thread was joined into another: it answers nothing any more and forwards what still arrives. What it owed an answer
 * stays noted until the other thread has adopted it, however often the hand-over has to begin anew.
 */
export const sealed = (state: ConversationState, heir: Birth): Decision<ConversationState> => {
  const { id: movedTo } = heir;
  if (state.movedTo === movedTo) return { state, effects: [] };
  const abort: Effect[] = state.turn ? [{ type: "abortTurn", turnId: state.turn.id, because: "sealed" }] : [];
  const settle: Effect[] = state.batch ? [{ type: "settle", batchId: state.batch.id, by: "move", replyId: null }] : [];
  const after = changed({ ...state, movedTo, heir, turn: null });
  return { state: after.state, effects: [...after.effects, ...abort, ...settle] };
};

/** The other thread has everything: nothing is left here to be sent, and what it has already is here no more (invariant I1). */
export const handedOver = (state: ConversationState, twins: string[]): Decision<ConversationState> => ({
  state,
  effects: [
    { type: "letGoOfSends" },
    ...twins.flatMap((messageId): Effect[] => [
      { type: "removeMessage", id: messageId },
      { type: "project", what: "twin", messageId },
    ]),
  ],
});

/** The merge was taken back: the thread lives again, with what `handedBack` has brought. */
export const unsealed = (state: ConversationState, said: Said): Decision<ConversationState> =>
  changed({
    ...state,
    ...saidMeanwhile(standingOf(state), said),
    movedTo: null,
  });

const summary = (message: StoredMessage): ConversationState["last"] => ({
  id: message.id,
  at: message.acceptedAt,
  text: previewOf(message).slice(0, 140),
  channel: message.channel,
  direction: message.direction,
  sender: message.sender,
  status: message.status,
  ...firstFile(message.media),
});

const kept = (messages: StoredMessage[]): Effect[] =>
  messages.flatMap((message): Effect[] => [
    { type: "insertMessage", message },
    { type: "project", what: "message", messageId: message.id },
  ]);

const newest = (state: ConversationState, messages: StoredMessage[]): Pick<ConversationState, "last" | "lastAcceptedAt"> => {
  const lastAcceptedAt = Math.max(state.lastAcceptedAt, messages.at(-1)?.acceptedAt ?? 0);
  const last = messages.findLast(({ kind }) => !innerKinds.includes(kind));
  return { last: last && last.acceptedAt > (state.last?.at ?? 0) ? summary(last) : state.last, lastAcceptedAt };
};

/** What the other thread still owed an answer is answered here. */
const adopt = (batch: Batch | null, open: Batch, dueAt: number | null): Batch =>
  batch ? { ...merged(batch, open).batch, channel: batch.channel } : { ...open, dueAt, folds: 0 };

/** Files of these messages that are not understood yet: a turn waits for them here as it did there. */
const stillPending = (messages: StoredMessage[], pending: PendingMedium[]): PendingMedium[] => {
  const open = new Set(messages.flatMap(({ media }) => media.filter((medium) => !isFinal(medium)).map(({ id }) => id)));
  return pending.filter(({ mediaId }) => open.has(mediaId));
};

type Imported = Extract<ConversationEvent, { type: "imported" }>;

/** What a takeover of the other thread means here: this one is a person's too, and the AI falls silent in it. */
const standTogether = (state: ConversationState, { standing, unsentAi }: Imported): Decision<ConversationState> => {
  if (!standing) return { state, effects: [] };
  const joined = { ...state, ...joinStandings(standingOf(state), standing), lastAcceptedAt: state.lastAcceptedAt };
  if (isBlocked(joined)) {
    const left = leave({ ...joined, needsPerson: null, last: lastWithout(state, unsentAi), turn: null }, "silence");
    return { state: left.state, effects: [...left.effects, ...stopTurn(state), ...withdraw(unsentAi)] };
  }
  if (joined.aiEnabled === state.aiEnabled) return { state: joined, effects: [] };
  const held = hold(state);
  return {
    state: {
      ...joined,
      last: lastWithout(state, unsentAi),
      turn: null,
      batch: held.batch,
      next: null,
      pendingMedia: heldFiles(state, held.batch),
    },
    effects: [...held.effects, ...stopTurn(state), ...withdraw(unsentAi)],
  };
};

/**
 * Messages of a thread that was joined into this one, with their ids, times and levels. Coming again changes nothing.
 * Versions rise by one so that the projection follows them here.
 */
export const imported = (before: ConversationState, event: Imported, now: number): Decision<ConversationState> => {
  const { state, effects } = standTogether(before, event);
  const { from } = event;
  const open = isBlocked(state) ? null : event.open;
  const messages = event.messages.map((message) => ({
    ...message,
    origin: message.origin ? `${message.origin}>${from}` : from,
    version: message.version + 1,
  }));
  const batch = open && !state.turn ? adopt(state.batch, open, state.aiEnabled ? now : null) : state.batch;
  const next = open && state.turn ? adopt(state.next, open, now) : state.next;
  const home = state.turn ? next : batch;
  const regrouped: Effect[] =
    open && home && home.id !== open.id
      ? ownMessages(open).map((id) => ({ type: "patchMessage", id, set: { batchId: home.id } }))
      : [];
  const parts = event.parts.map((part): Effect => ({ type: "adoptPart", part }));
  const pending = stillPending(messages, event.pendingMedia);
  const awaited =
    state.aiEnabled && !isBlocked(state) ? pending : pending.filter(({ messageId }) => home?.messageIds.includes(messageId));
  const pendingMedia = [...state.pendingMedia, ...awaited];
  const heard = hearArrived({ ...state, ...newest(state, messages), batch, next, pendingMedia }, messages, event, now);
  const after = changed(heard.state);
  return {
    state: after.state,
    effects: [...effects, ...kept(messages), ...parts, ...regrouped, ...heard.effects, ...after.effects],
  };
};

/** Files that came to their end while their thread was on its way: it could do nothing about them any more. */
const hearArrived = (
  state: ConversationState,
  messages: StoredMessage[],
  { pendingMedia, batchId }: Imported,
  now: number,
): Decision<ConversationState> => {
  if (!state.aiEnabled || isBlocked(state)) return { state, effects: [] };
  const arrived = messages.flatMap((message) =>
    message.media
      .filter((medium) => isFinal(medium) && pendingMedia.some(({ mediaId }) => mediaId === medium.id))
      .map((media) => ({ message, media, batchId })),
  );
  return arrived.reduce<Decision<ConversationState>>(
    (before, file) => {
      const { state: next, effects } = hear(before.state, file, now);
      return { state: next, effects: [...before.effects, ...effects] };
    },
    { state, effects: [] },
  );
};

/** A merge is taken back: what came from the other thread leaves; what was written here since stays. */
export const exported = (state: ConversationState, ids: string[]): Decision<ConversationState> => {
  const without = (batch: Batch | null): Batch | null => {
    const messageIds = batch?.messageIds.filter((id) => !ids.includes(id)) ?? [];
    return batch && messageIds.length > 0 ? { ...batch, messageIds } : null;
  };
  const after = changed({
    ...state,
    batch: state.turn ? state.batch : without(state.batch),
    next: without(state.next),
    pendingMedia: state.pendingMedia.filter(({ messageId }) => !ids.includes(messageId)),
  });
  return { state: after.state, effects: [...ids.map((id): Effect => ({ type: "removeMessage", id })), ...after.effects] };
};

/** The way a message came, as it was when it left `thread`: what was there before, or nothing. */
const originBefore = (origin: string | null, thread: string): string | null => {
  const way = origin?.split(">") ?? [];
  const before = way.slice(0, Math.max(0, way.indexOf(thread)));
  return before.length > 0 ? before.join(">") : null;
};

/**
 * What was owed over there, or had not even arrived, is answered by a person: the AI may be in the midst of an answer to it there. The
 * other thread forgets it next; from then on there is nothing to be found, and what was found before stays.
 */
const calledForOwed = (state: ConversationState, { messages, isOwed }: ReturnedThread): ConversationState => {
  const owedHere = waitingIn(state);
  if (messages.length === 0 && owedHere.length === 0) return state;
  const arrived = new Set(messages.map(({ id }) => id));
  const uncalled = { ...state, batch: null, next: null, needsPerson: null };
  return isOwed || owedHere.some((id) => !arrived.has(id)) ? callForLeft(uncalled) : uncalled;
};

/** The thread's own messages, back from the one they had been joined into. Coming again changes nothing. */
export const handedBack = (before: ConversationState, returned: ReturnedThread): Decision<ConversationState> => {
  const state = calledForOwed(before, returned);
  const { messages } = returned;
  const own = messages.map((message) => ({
    ...message,
    origin: originBefore(message.origin, state.id),
    version: message.version + 1,
  }));
  const pendingMedia = stillPending(own, state.pendingMedia);
  const after = changed({ ...state, ...newest(state, own), pendingMedia });
  // The other thread drops what it had not sent of them; the line sends a part it has sent already no second time.
  const waiting = own.filter(
    ({ direction, channel, status }) => direction === "outbound" && channel === "whatsapp" && status === "queued",
  );
  const again = waiting.map(({ id }): Effect => ({ type: "sendRest", messageId: id }));
  return { state: after.state, effects: [...kept(own), ...again, ...after.effects] };
};
