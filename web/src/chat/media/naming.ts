import type { PublicMedia } from "../../../../schema/contract/media.ts";
import type { MediaWords } from "../words/mediaIt.ts";

/** A file's own name, or its kind when it came without one. */
export const nameIn = (words: MediaWords, { name, kind }: Pick<PublicMedia, "name" | "kind">): string =>
  name.trim() || words.kinds[kind];
