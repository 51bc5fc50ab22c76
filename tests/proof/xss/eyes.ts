import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from "playwright-core";
import { plantsIn } from "./plants.ts";
import { markers } from "./words.ts";

/** What was seen that no text may bring about. */
export interface Seen {
  /** Calls of the function that every text calls, and dialogs. */
  ran: string[];
  /** Elements, handlers and addresses that only a text can have brought into a page. */
  planted: string[];
  /** Requests to anywhere but Filo. */
  asked: string[];
  /** What the pages' policy refused; only of pages that have one. */
  refused: string[];
  /** Uncaught errors, and pages that never came: a text that brings one down. */
  fell: string[];
  looks: number;
  /** Markers of fields that stood on a page. */
  markers: string[];
}

export const nothingSeen = (): Seen => ({ ran: [], planted: [], asked: [], refused: [], fell: [], looks: 0, markers: [] });

interface Choice {
  url: string;
  /** `Cookie` header of whoever looks. */
  cookie: string;
  /** Changes what the server answers, on its way. */
  swap: ((answer: string) => string) | null;
  /** Without their Content-Security-Policy, so that it isn't what alone holds. */
  isBare: boolean;
}

const options: BrowserContextOptions = {
  locale: "it-IT",
  timezoneId: "Europe/Rome",
  // So high that what is only made while it is in sight is made.
  viewport: { width: 1440, height: 3_600 },
  reducedMotion: "reduce",
  serviceWorkers: "block",
};

/** Data alone: of the public page's HTML that is the JSON in it, the rest is the server's to escape. */
const swapAnswers = async (context: BrowserContext, swap: (answer: string) => string): Promise<void> => {
  // A page that is left takes its requests with it.
  const swapped = (route: Route, change: (body: string) => string): Promise<void> =>
    route
      .fetch({ maxRetries: 3 })
      .then(async (response) => {
        const isText = /json|event-stream|html/.test(response.headers()["content-type"] ?? "");
        await route.fulfill(isText ? { response, body: change(await response.text()) } : { response });
      })
      .catch(() => route.abort().catch(() => undefined));
  const inPage = /(<script[^>]*id="?info"?[^>]*>)([\s\S]*?)(<\/script>)/;
  await context.route("**/api/**", (route) =>
    ["image", "media", "websocket"].includes(route.request().resourceType()) ? route.continue() : swapped(route, swap),
  );
  await context.route("**/ai/*", (route) =>
    swapped(route, (html) => html.replace(inPage, (_, open: string, json: string, end: string) => open + swap(json) + end)),
  );
  await context.routeWebSocket("**/socket*", (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => socket.send(typeof message === "string" ? swap(message) : message));
  });
};

/** A browser's page that sees whatever a text does beyond being shown. */
export class Eyes {
  readonly page: Page;
  readonly #seen: Seen;
  #where = "";

  private constructor(page: Page, seen: Seen) {
    this.page = page;
    this.#seen = seen;
  }

  static async open(browser: Browser, { url, cookie, swap, isBare }: Choice, seen: Seen): Promise<Eyes> {
    const context = await browser.newContext({ ...options, bypassCSP: isBare });
    context.setDefaultTimeout(15_000);
    const eyes = new Eyes(await context.newPage(), seen);
    await eyes.wear(cookie, url);
    await eyes.#listen(context, url);
    if (swap) await swapAnswers(context, swap);
    return eyes;
  }

  /** Looks as somebody else from now on. */
  async wear(cookie: string, url: string): Promise<void> {
    const context = this.page.context();
    await context.clearCookies();
    const pairs = cookie.split("; ").filter(Boolean);
    await context.addCookies(
      pairs.map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: url.replace(/^http:/, "https:"),
        secure: true,
      })),
    );
  }

  /** Does something on a page; what cannot be done is a fall like others, and the looking goes on. */
  async attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => void this.#seen.fell.push(`${String(error).slice(0, 120)} at ${this.#where}`));
  }

  async go(address: string, ready: string): Promise<void> {
    this.#where = address.replaceAll(/https?:\/\/[^/]+/g, "").slice(0, 60);
    await this.page.goto(address, { waitUntil: "domcontentloaded" });
    const isThere = await this.page
      .locator(ready)
      .first()
      .waitFor()
      .then(
        () => true,
        () => false,
      );
    if (!isThere) this.#seen.fell.push(`${ready} never came at ${this.#where}`);
    // What is still being fetched stands there as grey bars.
    await this.page
      .waitForFunction(() => !document.querySelector(".skeleton-piece"), undefined, { timeout: 5_000 })
      .catch(() => undefined);
    await this.look();
  }

  /** Lets what is under way come to pass, and looks through the whole document. */
  async look(): Promise<void> {
    await this.page.waitForTimeout(120);
    this.#seen.looks += 1;
    const { planted, text } = await this.page.evaluate<{ planted: string[]; text: string }>(
      `({ planted: ${plantsIn("document")}, text: document.title + document.documentElement.outerHTML.replace(/<script[\\s\\S]*?<\\/script>/g, "") + [...document.querySelectorAll("input, textarea")].map((field) => field.value).join(" ") })`,
    );
    this.#seen.planted.push(...planted.map((what) => `${what} at ${this.#where}`));
    const fields = Array.from(text.matchAll(markers), ([, field]) => field!);
    this.#seen.markers = [...new Set([...this.#seen.markers, ...fields])];
  }

  /** Opens everything on the page that opens: menus, folds, tabs; and looks at each. */
  async openEverything(): Promise<void> {
    await this.page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
    await this.look();
    const doors = this.page.locator("main [aria-haspopup], .thread [aria-haspopup], .inbox [aria-haspopup]");
    for (let at = 0; at < Math.min(await doors.count(), 12); at++) {
      await doors
        .nth(at)
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      await this.look();
      await this.page.keyboard.press("Escape");
    }
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  async #listen(context: BrowserContext, url: string): Promise<void> {
    const seen = this.#seen;
    const origin = new URL(url).origin;
    const at = (what: string) => `${what} at ${this.#where}`;
    await context.exposeBinding("xss", (_, n: unknown) => void seen.ran.push(at(`text ${String(n)}`)));
    await context.exposeBinding("xssRefused", (_, what: string) => void seen.refused.push(at(what)));
    await context.addInitScript(() => {
      localStorage.setItem("filo.language", "it");
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        (window as unknown as { xssRefused(what: string): void }).xssRefused(`${violatedDirective} ${blockedURI}`),
      );
    });
    context.on("request", (request) => {
      const to = request.url();
      const isOwn = to.startsWith(origin) || to.startsWith(origin.replace(/^http/, "ws")) || /^(?:data|blob|about):/.test(to);
      if (!isOwn) seen.asked.push(at(to.slice(0, 80)));
    });
    this.page.on("dialog", (dialog) => {
      seen.ran.push(at(`dialog ${dialog.message().slice(0, 40)}`));
      void dialog.dismiss().catch(() => undefined);
    });
    this.page.on("pageerror", (error) => seen.fell.push(at(String(error).slice(0, 120))));
    context.on("page", () => seen.ran.push(at("a window")));
  }
}
