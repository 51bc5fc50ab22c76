import type { MediaKind } from "../../../../schema/contract/media.ts";
import type { Outgoing } from "../../realtime/outgoing.ts";

/** A file that the visitor sends, as the page keeps it over a reload; its content is kept apart (`blobs.ts`). */
export interface PageFile {
  /** Ours, from before the server knows of it. */
  id: string;
  name: string;
  kind: MediaKind;
  bytes: number;
  /** Of what was recorded here; null for every other file. */
  durationMs: number | null;
  /** CSS pixels, of pictures that this browser can show. */
  width: number | null;
  height: number | null;
  /** The server's id, once it is uploaded. */
  mediaId: string | null;
}

/** A visitor's message that the server has not accepted yet. */
export interface PageOutgoing extends Outgoing {
  files: readonly PageFile[];
}

const isFile = (value: unknown): value is PageFile =>
  typeof value === "object" &&
  value !== null &&
  ["id", "name", "kind"].every((key) => typeof (value as Record<string, unknown>)[key] === "string");

/** The files in something that was stored; whatever else it was, none. */
export const storedFiles = (value: unknown): PageFile[] => (Array.isArray(value) ? value.filter(isFile) : []);
