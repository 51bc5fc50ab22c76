import { expect } from "vitest";
import { loadWords } from "../../web/src/i18n/text.ts";

/** A browser fetches the words of one language before it shows anything; the web's rules are tried with both at hand. */
if (/\/tests\/(?:web|channels)\//.test(expect.getState().testPath ?? "")) await Promise.all([loadWords("it"), loadWords("en")]);
