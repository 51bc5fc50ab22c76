import type { ModelContent } from "./port.ts";
import { mostTokens } from "./tokens.ts";

type File = NonNullable<ModelContent["files"]>[number];

/** The largest context of any model in use: a request that has more is refused and costs nothing. */
const wholeContext = 1_048_576;

/**
 * A picture takes up to 2,240 tokens at the highest resolution of Gemini 3, up to 2,304 on 2.5 where it is cut into tiles; at
 * the default that is used here, half of it. Source: https://ai.google.dev/gemini-api/docs/generate-content/media-resolution
 */
const mostTokensOfImage = 2_560;

/**
 * Sound takes 32 tokens a second, a film about 300. How long either lasts its bytes don't say, nor, of a forged file, its header:
 * one token for three bytes is sound at 0.8 kbit/s and film at 7 kbit/s, less than any codec makes of something one can
 * hear or see. Source: https://ai.google.dev/gemini-api/docs/tokens
 */
const bytesPerTimedToken = 3;

/** A document has 1,000 pages at most, each billed as a picture. Source: https://ai.google.dev/gemini-api/docs/document-processing */
const mostPages = 1_000;
const mostTokensOfPage = 1_120;
/** No page is described in less. */
const leastBytesOfPage = 50;

/** How many input tokens a file can cost at most. Of an unknown kind: one a byte, as text at its worst. */
export const mostTokensOfFile = ({ mediaType, bytes }: File): number => {
  const [kind] = mediaType.split("/");
  if (kind === "image") return mostTokensOfImage;
  if (kind === "audio" || kind === "video") return Math.min(wholeContext, Math.ceil(bytes.length / bytesPerTimedToken) + 300);
  if (mediaType === "application/pdf") return Math.min(mostPages, Math.ceil(bytes.length / leastBytesOfPage)) * mostTokensOfPage;
  return Math.min(wholeContext, bytes.length);
};

/** Whether a file has sound, whose tokens some models bill at a higher price. */
export const hasSound = ({ mediaType }: File): boolean => /^(?:audio|video)\//.test(mediaType);

/** More tokens than a turn of the talk can have, its files included. */
export const mostTokensOfTurn = ({ text, files = [] }: ModelContent): number =>
  files.reduce((sum, file) => sum + mostTokensOfFile(file), mostTokens(text));
