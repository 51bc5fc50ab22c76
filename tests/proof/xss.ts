import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { openBusiness, type Business } from "./xss/business.ts";
import { tryControl, type Control } from "./xss/control.ts";
import { corpus } from "./xss/corpus.ts";
import { Eyes, nothingSeen, type Seen } from "./xss/eyes.ts";
import { neverShown, plantedFields } from "./xss/fields.ts";
import { lookAtHtml } from "./xss/html.ts";
import { visitAddresses, visitAll } from "./xss/visits.ts";
import { marker, storedTexts, swapping, type Word } from "./xss/words.ts";
import { defineTrial, type Figure } from "./trial.ts";

interface Tally {
  /** With the pages' policy as it is shipped, and without any. */
  kept: Seen;
  bare: Seen;
  /** Fields whose marker stood on a page. */
  shown: string[];
  control: Control | null;
}

const adminEmail = "owner-1@filo.example";
const mostKept = 20;

const onStage = async (word: Word, work: (stage: Stage, business: Business) => Promise<void>): Promise<void> => {
  const stage = await startStage({ vars: { PLATFORM_ADMINS: adminEmail } });
  try {
    await work(stage, await openBusiness(stage, word));
  } finally {
    await stage.close();
  }
};

/** With the policy and without it, one after the other. */
const withBoth = async (
  browser: Browser,
  { url, owner }: Stage,
  { kept, bare }: Tally,
  swap: ((answer: string) => string) | null,
  work: (eyes: Eyes) => Promise<void>,
): Promise<void> => {
  for (const isBare of [false, true]) {
    const eyes = await Eyes.open(browser, { url, cookie: owner.cookie, swap, isBare }, isBare ? bare : kept);
    try {
      await work(eyes);
    } finally {
      await eyes.close();
    }
  }
};

/** What is stored as it was written, and comes back by all of the server: each field with a text of its own. */
const stored = (browser: Browser, tally: Tally, texts: readonly string[], round: number): Promise<void> => {
  const word = storedTexts(texts, plantedFields, round);
  return onStage(word, async (stage, business) => {
    await withBoth(browser, stage, tally, null, async (eyes) => {
      await visitAll(stage, eyes, business, word);
      await visitAddresses(stage, eyes, texts);
    });
    tally.bare.planted.push(...(await lookAtHtml(browser, stage, business, texts)));
  });
};

/** Every text in every field: fields hold a marker each, and browsers are answered with the texts in its place. */
const swapped = (browser: Browser, tally: Tally, texts: readonly string[]): Promise<void> =>
  onStage(marker, async (stage, business) => {
    if (tally.shown.length === 0) {
      const seen = nothingSeen();
      const eyes = await Eyes.open(browser, { url: stage.url, cookie: stage.owner.cookie, swap: null, isBare: false }, seen);
      await visitAll(stage, eyes, business, marker);
      await eyes.close();
      tally.shown = plantedFields.filter((field) => seen.markers.includes(field));
    }
    await withBoth(browser, stage, tally, swapping(texts), (eyes) => visitAll(stage, eyes, business, marker));
  });

const firsts = (seen: Seen): Seen => ({
  ...seen,
  ran: seen.ran.slice(0, mostKept),
  planted: seen.planted.slice(0, mostKept),
  asked: seen.asked.slice(0, mostKept),
  refused: seen.refused.slice(0, mostKept),
  fell: seen.fell.slice(0, mostKept),
});

const shownOf = (found: string[]): string => (found.length === 0 ? "" : `: ${[...new Set(found)].slice(0, 3).join("; ")}`);

const row = (how: string, { ran, planted, asked, refused, fell, looks }: Seen): Figure => {
  const wrong = [...ran, ...planted, ...asked, ...refused, ...fell];
  return {
    what: `texts that run where they are taken for more than text, in ${plantedFields.length} fields, on every page of the console and on the public page in Chromium, ${how}: executions, elements or handlers of theirs, requests elsewhere, refusals by the policy, pages that fall over`,
    measured: `${ran.length} executions, ${planted.length} elements, ${asked.length} requests, ${refused.length} refusals, ${fell.length} falls in ${looks} looks${shownOf(wrong)}`,
    bound: "0",
    holds: wrong.length === 0 && looks > 0,
  };
};

/** Every text of the corpus in every field that is ever shown; a case is a text. */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: corpus.length,
  // As many texts as fit into a message together.
  slice: 106,
  start: { kept: nothingSeen(), bare: nothingSeen(), shown: [], control: null },
  async run({ from, to }, tally) {
    const browser = await launchBrowser();
    const next = structuredClone(tally);
    const texts = corpus.slice(from, to);
    try {
      next.control ??= await tryControl(browser, corpus);
      await swapped(browser, next, texts);
      await stored(browser, next, texts, from);
    } finally {
      await browser.close();
    }
    return { ...next, kept: firsts(next.kept), bare: firsts(next.bare) };
  },
  figures: ({ kept, bare, shown, control }) => {
    const missing = plantedFields.filter((field) => !shown.includes(field) && !(field in neverShown));
    return [
      row("with the pages' policy", kept),
      row("without it", bare),
      {
        what: "the same fields with a word each: it is seen on a page, so that a text in it would have been",
        measured: `${shown.length} of ${plantedFields.length}${missing.length === 0 ? "" : `; not ${missing.join(", ")}`}`,
        bound: `all but ${Object.keys(neverShown).length}`,
        holds: missing.length === 0,
      },
      {
        what: "control: the same texts on pages that take them for HTML, Markdown, addresses, programs or templates, looked at with the same eyes: each is caught in the act",
        measured: `${control?.caught ?? 0} of ${corpus.length}, ${control?.ran ?? 0} of which ran by themselves where a page took them for HTML${shownOf(control?.harmless ?? [])}`,
        bound: `${corpus.length}`,
        holds: control?.caught === corpus.length && control.ran > 50,
      },
    ];
  },
});
