import { chromium, type Page } from "playwright-core";
import type { Conversation } from "../../schema/contract/conversations.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { longThread } from "./memory.ts";
import { median } from "./reading.ts";
import { browserPath, cookiesOf } from "./sizes.ts";

const size = 10_000;
const rounds = 9;

export interface CachedThread {
  /** Milliseconds from the click to the frame that shows the thread: the median, and the slowest. */
  opens: number;
  slowest: number;
  /** The same for a conversation of a few messages. */
  short: number;
  /** The longest task while somebody writes in it and scrolls through it, in milliseconds. */
  longestTask: number;
}

/** A conversation of 10,000 messages, all of them read back once, is left and opened again; then written in and scrolled through. */
export async function cachedThread(): Promise<CachedThread> {
  const stage = await startStage();
  const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const { line } = await stage.agentOnWhatsapp();
    const long = (await longThread(stage, line, size)).id;
    const short = await otherThread(stage, line.number, long);
    const context = await browser.newContext({ locale: "it-IT", viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookiesOf(stage));
    const page = await context.newPage();
    await page.goto(`${stage.url}/console/inbox/${long}`);
    await readBack(page);
    const [times, floor]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      floor.push(await open(page, short));
      await page.waitForTimeout(400);
      times.push(await open(page, long));
      await page.waitForTimeout(400);
    }
    return { opens: median(times), slowest: Math.max(...times), short: median(floor), longestTask: await longestTask(page) };
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function otherThread(stage: Stage, number: string, than: string): Promise<string> {
  const person = stage.newPerson();
  await stage.world.phone(person).says("Ciao, a che ora aprite?", { to: number });
  await stage.world.phone(person).waitFor(1);
  const { items } = await stage.owner.get<{ items: Conversation[] }>("/api/conversations");
  const other = items.find(({ id }) => id !== than);
  if (!other) throw new Error("There is no other conversation");
  return other.id;
}

/** Scrolls up until the whole thread is held. */
async function readBack(page: Page): Promise<void> {
  await page.locator("article.bubble").last().waitFor();
  await page.evaluate(async () => {
    const pane = document.querySelector(".messages")!;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 15));
    for (let idle = 0; idle < 200; idle++) {
      const before = pane.scrollHeight;
      pane.scrollTop = pane.scrollTop === 0 ? 1 : 0;
      await pause();
      if (pane.scrollHeight !== before) idle = 0;
    }
  });
}

/** Clicks a conversation of the list; milliseconds until the frame that shows its newest message. */
const open = (page: Page, id: string): Promise<number> =>
  page.evaluate(async (conversationId) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const row = document.querySelector<HTMLElement>(`li[data-id="${conversationId}"] a`)!;
    const left = document.querySelector(".messages");
    const start = performance.now();
    row.click();
    for (;;) {
      await frame();
      const pane = document.querySelector(".messages");
      const newest = pane?.querySelectorAll("article.bubble");
      const isAtEnd = pane !== null && pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;
      if (pane !== left && newest && newest.length > 0 && isAtEnd) break;
      if (performance.now() - start > 10_000) throw new Error("It never opened");
    }
    return performance.now() - start;
  }, id);

async function longestTask(page: Page): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    Object.assign(window, { longTasks: tasks });
  });
  await page.getByLabel("Scrivi un messaggio").pressSequentially("Buongiorno, le confermo l'appuntamento", { delay: 20 });
  await page.locator(".messages").hover();
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, step < 25 ? -400 : 400);
    await page.waitForTimeout(30);
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
}
