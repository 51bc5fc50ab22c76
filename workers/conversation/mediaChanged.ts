import type { Media } from "../../schema/contract/media.ts";
import { callPerson } from "./calling.ts";
import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { firstFile, hasWords, isFinal, isNews } from "./mediaState.ts";
import { isSilenced } from "./mayBeSent.ts";
import { mostFolds, placeSupplement } from "./placing.ts";
import type { ConversationState, MediaSource, PendingMedium, StoredMessage } from "./state.ts";
import { windowMs } from "./window.ts";
import { changed } from "./writing.ts";

/** A customer's files that a turn waits for. */
export const awaited = (messageId: string, media: Media[], since: number): PendingMedium[] =>
  media.filter((medium) => !isFinal(medium)).map(({ id: mediaId }) => ({ mediaId, messageId, since }));

/** Files of a new message, to be fetched and understood. */
export const adoptions = (messageId: string, media: Media[], sources: Record<string, MediaSource>): Effect[] =>
  media.map(({ id }) => ({ type: "adoptMedia", messageId, mediaId: id, source: sources[id] ?? null }));

type Changed = Extract<ConversationEvent, { type: "mediaChanged" }>;

/**
 * A file has got further. Its message shows it at once; a turn that waits for it goes on; a batch that is being answered without
 * it is started over; one that was answered without it gets a supplement. A voice note that nobody could understand is left to a
 * person. While a person is in charge nothing but the message changes: they see it there.
 */
export const mediaChanged = (before: ConversationState, event: Changed, now: number): Decision<ConversationState> => {
  const { message, media } = event;
  const known = message.media.find(({ id }) => id === media.id);
  if (!known || !isNews(known, media)) return { state: before, effects: [] };
  const shown = show(before, message, media, event.foundLanguage);
  const wasAwaited = before.pendingMedia.some(({ mediaId }) => mediaId === media.id);
  const isHeard = before.aiEnabled && !before.movedTo && !isSilenced(before, message.channel);
  if (!isFinal(media) || !wasAwaited || !isHeard) return shown;
  const heard = hear(shown.state, event, now);
  return { state: heard.state, effects: [...shown.effects, ...heard.effects] };
};

const isOtherInList = (last: NonNullable<ConversationState["last"]>, { kind, durationMs }: Media): boolean =>
  last.mediaKind !== kind || (last.mediaDurationMs ?? null) !== durationMs;

const show = (
  state: ConversationState,
  message: StoredMessage,
  media: Media,
  foundLanguage: Changed["foundLanguage"],
): Decision<ConversationState> => {
  const { id, media: all } = message;
  const after: ConversationState = {
    ...state,
    customerLanguage: foundLanguage ?? state.customerLanguage,
    // Once it is sealed, the thread that takes it over hears what was still awaited here.
    pendingMedia:
      isFinal(media) && !state.movedTo ? state.pendingMedia.filter(({ mediaId }) => mediaId !== media.id) : state.pendingMedia,
  };
  const isPreviewed = state.last?.id === id && all[0]?.id === media.id && isOtherInList(state.last, media);
  const list = isPreviewed && after.last ? changed({ ...after, last: { ...after.last, ...firstFile([media]) } }) : null;
  return {
    state: list?.state ?? after,
    effects: [
      { type: "patchMessage", id, set: { media: all.map((medium) => (medium.id === media.id ? media : medium)) } },
      { type: "announce", what: "media", messageId: id },
      ...(foundLanguage ? [{ type: "project", what: "language" } as const] : []),
      ...(list?.effects ?? []),
    ],
  };
};

/** What the AI does about a file it was waiting for, now that nothing more will become of it. */
export const hear = (
  state: ConversationState,
  { message, media, batchId }: Pick<Changed, "message" | "media" | "batchId">,
  now: number,
): Decision<ConversationState> => {
  const isTooLate = now - message.acceptedAt >= windowMs;
  if (!hasWords(media) || isTooLate)
    return media.kind === "audio" ? changed(callPerson(state, "media_failed")) : { state, effects: [] };
  const { batch, next, turn } = state;
  const isIn = (other: typeof batch) => other?.messageIds.includes(message.id) ?? false;
  if (isIn(next) || (isIn(batch) && !turn)) return { state, effects: [] };
  if (batch && turn && isIn(batch) && batch.folds < mostFolds)
    return {
      state: { ...state, turn: null, batch: { ...batch, folds: batch.folds + 1, dueAt: now } },
      effects: [{ type: "abortTurn", turnId: turn.id, because: "folded" }],
    };
  const placed = placeSupplement(state, { id: message.id, batchId, channel: message.channel }, now);
  const left: Effect[] = placed.left ? [{ type: "settle", batchId: placed.left.id, by: "escalation", replyId: null }] : [];
  return { state: { ...state, batch: placed.batch, next: placed.next }, effects: left };
};
