import { sha256Hex } from "../platform/tokens.ts";

/** The two codes of a link (DESIGN section 3, "Linking"): A goes from the page to WhatsApp, B comes back to the page. */

/** No 0/O, 1/I/L, U/V: what is read aloud or copied by hand stays what it was. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 6;

/** Milliseconds a link may take from its first code to its confirmation. */
export const linkLifetime = 10 * 60_000;
export const linkTries = 5;

/** Random numbers below `limit`, without the bias a plain remainder would have. */
const draw = (count: number, limit: number, bytes: (length: number) => Uint8Array): number[] => {
  const fair = 256 - (256 % limit);
  const drawn: number[] = [];
  while (drawn.length < count) drawn.push(...[...bytes(count * 2)].filter((byte) => byte < fair).map((byte) => byte % limit));
  return drawn.slice(0, count);
};

/** Code A, such as `FILO-7K3M9P`. */
export const makeLinkCode = (bytes: (length: number) => Uint8Array): string =>
  `FILO-${draw(codeLength, alphabet.length, bytes)
    .map((place) => alphabet.charAt(place))
    .join("")}`;

/**
 * Code B, six digits, for whoever sent code A. The message may be handed over twice and answered once, so the same sender gets the
 * same code again. It is made of the link's id: 80 random bits that neither the page nor WhatsApp is ever told.
 */
export const confirmCodeOf = async (linkId: string, whatsappContactId: string): Promise<string> => {
  const digest = await sha256Hex(`code B:${linkId}:${whatsappContactId}`);
  return String(Number.parseInt(digest.slice(0, 12), 16) % 10 ** codeLength).padStart(codeLength, "0");
};

const written = new RegExp(`(?:^|[^\\p{L}\\p{N}])FILO[-\u2010-\u2015]([${alphabet}]{${codeLength}})(?![\\p{L}\\p{N}])`, "iu");

/** Code A inside a message, as `makeLinkCode` would write it; null when there is none, and the text is an ordinary message. */
export const recogniseLinkCode = (text: string): string | null => {
  const code = written.exec(text)?.[1];
  return code ? `FILO-${code.toUpperCase()}` : null;
};

export const hashLinkCode = (agentId: string, code: string): Promise<string> => sha256Hex(`link:${agentId}:${code}`);

/** Bound to its link, so that one hash says nothing about another link's code. */
export const hashConfirmCode = (linkId: string, code: string): Promise<string> => sha256Hex(`confirm:${linkId}:${code}`);

/** Where a phone opens WhatsApp with the code already typed. https://faq.whatsapp.com/5913398998672934 */
export const linkUrl = (whatsappNumber: string, code: string): string =>
  `https://wa.me/${whatsappNumber.replace(/\D/g, "")}?text=${encodeURIComponent(code)}`;
