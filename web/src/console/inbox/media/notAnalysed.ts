import type { Media } from "../../../../../schema/contract/media.ts";

/**
 * Whether a description only says why there is none: the API begins such a note with these words, in the business's language
 * (`media/understanding/words.ts`).
 */
export const isNotAnalysed = ({ text, description }: Pick<Media, "text" | "description">): boolean =>
  !text && description !== null && /^(Non analizzato|Not analysed): /.test(description);
