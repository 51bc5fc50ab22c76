import type { Media } from "../../../schema/contract/media.ts";
import { restored, type Outgoing } from "./outgoing.ts";

/** What a consultant writes: words, files that are uploaded already, an approved template with its values, or a note. */
export interface Draft {
  text: string;
  media: readonly Media[];
  /** The template that the text was filled in from. */
  template: { id: string; name: string; variables: Readonly<Record<string, string>> } | null;
  /** A note for colleagues, and whom it names by their ids: it stays here and never reaches the customer. */
  note?: { mentions: readonly string[] } | null;
}

/** A consultant's message that the server has not confirmed yet. */
export type Written = Outgoing & Draft;

/** What was stored before a reload; see {@link restored}. */
export const restoredWritten = (stored: string | null): Written[] =>
  restored(stored).map((message) => ({ media: [], template: null, ...message }));
