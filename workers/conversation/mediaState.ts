import type { Media, MediaKind, MediaState } from "../../schema/contract/media.ts";
import { isNote } from "../media/understanding/words.ts";

/** How far a file has got. One that could not be had may still be had when a person asks for it again. */
const rank: Record<MediaState, number> = { pending: 0, stored: 1, refused: 2, failed: 2, ready: 3 };

/** Nothing more is expected of it: a turn need not wait. */
export const isFinal = ({ state }: Pick<Media, "state">): boolean => rank[state] >= rank.refused;

/** There is something in it to answer to; a note that says why there is nothing isn't. */
export const hasWords = ({ state, text, description }: Media): boolean =>
  state === "ready" && [text, isNote(description) ? null : description].some((words) => words !== null && words.trim() !== "");

/** Whether `next` is news after `now`: reports come twice, late and in any order, and a file never goes backwards, but for one that is kept no longer. */
export const isNews = (now: Media, next: Media): boolean =>
  now.failure !== "expired" && (next.failure === "expired" || isFurther(now, next));

const isFurther = (now: Media, next: Media): boolean =>
  rank[next.state] > rank[now.state] ||
  (next.state === "ready" && now.state === "ready" && hasWords(next) && (!hasWords(now) || isExplained(now, next)));

/** A document whose text was all that could be had has a description now. */
const isExplained = (now: Media, next: Media): boolean => isNote(now.description) && !isNote(next.description);

/** What a list shows of a message's files: what the first of them is, and how long it lasts. */
export const firstFile = ([first]: readonly Media[]): { mediaKind: MediaKind | null; mediaDurationMs: number | null } => ({
  mediaKind: first?.kind ?? null,
  mediaDurationMs: first?.durationMs ?? null,
});
