import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** The system's Chromium. @throws when there is none, with what to do */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium, or name one in CHROMIUM`);
  const args = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    ...more,
  ];
  return chromium.launch({ executablePath, args });
}

export const desk: BrowserContextOptions = { locale: "it-IT", viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = {
  locale: "it-IT",
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
};

/** A page whose every console error, uncaught error and policy violation is remembered: a test ends by expecting none. */
export class WatchedPage {
  readonly page: Page;
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      const told = `${message.text()} (${message.location().url})`;
      if (message.type() === "error" && !isSessionCheck(told)) this.problems.push(told);
    });
    page.on("pageerror", (error) => this.problems.push(String(error)));
  }

  static async open(browser: Browser, options: BrowserContextOptions): Promise<WatchedPage> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(15_000);
    return new WatchedPage(await context.newPage());
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** No violation of WCAG 2 A and AA that axe can see. Source: https://www.deque.com/axe/core-documentation/api-documentation/#axe-core-tags */
export async function expectAccessible({ page }: WatchedPage, what: string): Promise<void> {
  const violations = await page.evaluate(await axeRun());
  expect([what, violations]).toEqual([what, []]);
}

export async function expectNoSidewaysScroll({ page }: WatchedPage, what: string): Promise<void> {
  const [whole, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect([what, whole]).toEqual([what, seen]);
}

/** How a console that is opened for the first time learns that nobody is signed in: Chromium tells of every 401. */
const isSessionCheck = (told: string): boolean => /status of 401 .*\/api\/auth\/session\)$/.test(told);

let axeSource: string | undefined;

/** Evaluated as text, which a page's Content-Security-Policy does not concern. */
async function axeRun(): Promise<string> {
  axeSource ??= await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return `(async () => {
    if (!window.axe) { ${axeSource} }
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)).slice(0, 20).map((one) => Promise.race([one, new Promise((resolve) => setTimeout(resolve, 400))])));
    const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa"] });
    return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 160) + " " + failureSummary).join(" | "));
  })()`;
}
