import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { root } from "../local/paths.ts";
import { launchBrowser } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";
import { screens, type Looker, type Screen } from "./screens/list.ts";
import { smallPng } from "./screens/smallPng.ts";
import { playStory, type Story } from "./screens/story.ts";
import { consoleAndPhone } from "./screens/together.ts";

/** Remakes `docs/screens`: every screen, on a phone and on a desk, light and dark, in Italian and English. Names as arguments remake only those. */

const folder = join(root, "docs/screens");

interface Look {
  width: 390 | 1440;
  theme: "light" | "dark";
  language: "it" | "en";
}

const looks: Look[] = ([390, 1440] as const).flatMap((width) =>
  (["light", "dark"] as const).flatMap((theme) => (["it", "en"] as const).map((language) => ({ width, theme, language }))),
);

const cookieOf = ({ owner, marta, sender, usedUp }: Story, looker: Looker): string =>
  ({ nobody: "", owner: owner.cookie, marta: marta.page.cookie, sender: sender.cookie, usedUp: usedUp.cookie })[looker];

const isTaken = ({ only, isBrief }: Screen, { width, theme, language }: Look): boolean =>
  (only ?? width) === width && (!isBrief || (language === "it" && (theme === "light" || width === 1440)));

const laterMs = 25 * 3_600_000;

async function openContext(browser: Browser, stage: DemoStage, cookie: string, look: Look): Promise<BrowserContext> {
  const { width, theme, language } = look;
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    ...(width === 390 ? { isMobile: true, hasTouch: true } : {}),
    colorScheme: theme,
    locale: language === "it" ? "it-IT" : "en-GB",
    timezoneId: "Europe/Rome",
    reducedMotion: "reduce",
  });
  const pairs = cookie.split("; ").filter(Boolean);
  const url = stage.url.replace("http:", "https:");
  await context.addCookies(
    pairs.map((pair) => ({
      name: pair.slice(0, pair.indexOf("=")),
      value: pair.slice(pair.indexOf("=") + 1),
      url,
      secure: true,
    })),
  );
  await context.addInitScript((chosen) => {
    localStorage.setItem("filo.language", chosen);
    localStorage.setItem("world-language", chosen);
  }, language);
  return context;
}

async function show(page: Page, stage: DemoStage, story: Story, screen: Screen): Promise<void> {
  await page.goto(new URL(screen.path(story), stage.url).href);
  await page.locator(screen.ready).first().waitFor();
  await screen.prepare?.(page);
  if (!screen.keepsFocus) await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.waitForTimeout(350);
}

async function takeAll(browser: Browser, stage: DemoStage, story: Story, wanted: Screen[], look: Look): Promise<void> {
  const taken = wanted.filter((screen) => isTaken(screen, look));
  for (const looker of new Set(taken.map((screen) => screen.as))) {
    const context = await openContext(browser, stage, cookieOf(story, looker), look);
    if (taken[0]?.round === "later") await context.clock.setSystemTime(Date.now() + laterMs);
    const page = await context.newPage();
    for (const screen of taken.filter(({ as }) => as === looker)) {
      await show(page, stage, story, screen);
      const png = await page.screenshot({ animations: "disabled" });
      await writeFile(join(folder, `${screen.name}-${look.width}-${look.theme}-${look.language}.png`), smallPng(png));
    }
    await context.close();
  }
}

async function remake(names: string[]): Promise<void> {
  const isWanted = (name: string) => names.length === 0 || names.includes(name);
  const wanted = screens.filter(({ name }) => isWanted(name));
  await mkdir(folder, { recursive: true });
  if (names.length === 0) for (const file of await readdir(folder)) if (file.endsWith(".png")) await rm(join(folder, file));
  const [stage, browser] = await Promise.all([startDemoStage({ ownerRunsIt: true }), launchBrowser()]);
  try {
    const story = await playStory(stage);
    if (isWanted("console-and-phone")) {
      const context = await openContext(browser, stage, story.owner.cookie, { width: 1440, theme: "light", language: "it" });
      await writeFile(
        join(folder, "console-and-phone.png"),
        smallPng(await consoleAndPhone(await context.newPage(), stage, story)),
      );
      await context.close();
    }
    for (const round of ["limited", undefined, "later", "last"] as const) {
      const inRound = wanted.filter((screen) => screen.round === round);
      for (const look of looks) await takeAll(browser, stage, story, inRound, look);
      if (round === "limited") await story.owner.patch(`/api/agents/${story.coach.id}`, { dailyMessageLimit: 15 });
    }
  } finally {
    await browser.close();
    await stage.close();
  }
}

await remake(process.argv.slice(2));
