import { mayBeAsked } from "./guard.ts";

const links = /https?:\/\/[^\s<>"'«»]+/giu;

/** A full stop, a bracket or a sign of emphasis after an address belongs to the sentence. */
const sentenceEnd = /[.,;:!?)\]*_~]+$/;

const longestAddress = 2_048;

/** The first address in a text that may be asked for a preview; null when there is none. */
export const firstLink = (text: string, simulated: string | null): URL | null => {
  for (const [found] of text.matchAll(links)) {
    const address = found.replace(sentenceEnd, "");
    if (address.length > longestAddress || !URL.canParse(address)) continue;
    const url = new URL(address);
    if (mayBeAsked(url, simulated)) return url;
  }
  return null;
};
