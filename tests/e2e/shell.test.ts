import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import type { Notice } from "../../workers/push/notice.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone, WatchedPage } from "./browser.ts";
import { soon } from "./consolePages.ts";
import type { List } from "./readings.ts";

/** What stands around the console's pages: keys and palette, no network, notifications. */

let stage: Stage;
let browser: Browser;
let watched: WatchedPage;
let threadId: string;
let visitor: string;

const page = () => watched.page;
const thread = () => page().getByRole("region", { name: /^Conversazione con/ });
const palette = () => page().getByRole("combobox", { name: "Cerca e comandi" });
const bubble = (text: string) => thread().getByText(text, { exact: true });

/** A visitor of the public page, known by the cookies they were given. */
const writes = async (text: string): Promise<void> => {
  const answer = await fetch(`${stage.url}/api/public/ai/coach/chat`, {
    method: "POST",
    headers: { origin: stage.url, "content-type": "application/json", cookie: visitor },
    body: JSON.stringify({ message: text, clientMessageId: crypto.randomUUID() }),
  });
  visitor ||= answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  await answer.text();
};

const stored = async (): Promise<string[]> => {
  const { items } = await stage.owner.call<List<Message>>("GET", `/api/conversations/${threadId}/messages`);
  return items.map(({ text }) => text);
};

const cookies = () =>
  stage.owner.cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      url: stage.url.replace(/^http:/, "https:"),
      secure: true,
      httpOnly: true,
      sameSite: "Lax" as const,
    };
  });

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await isSo()); waited += 50) {
    if (waited > 15_000) throw new Error(`not within 15 s: ${isSo.toString()}`);
    await new Promise((go) => setTimeout(go, 50));
  }
};

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  await stage.agent({ name: "Coach", slug: "coach" });
  visitor = "";
  await writes("Buongiorno, siete aperti?");
  await until(async () => {
    const { items } = await stage.owner.call<List<{ id: string }>>("GET", "/api/conversations");
    threadId = items[0]?.id ?? "";
    return items.length === 1;
  });
  watched = await WatchedPage.open(browser, { ...desk, permissions: ["notifications"] });
  await page().context().addCookies(cookies());
  await page().goto(`${stage.url}/console`);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("the keyboard", () => {
  test("walks to a conversation, and says what it can do", async () => {
    await page().getByText("Visitatore").first().waitFor();
    await page().keyboard.press("j");
    await bubble("Buongiorno, siete aperti?").waitFor();
    await page().keyboard.press("Shift+?");
    const help = page().getByRole("dialog", { name: "Scorciatoie da tastiera" });
    await help.getByText("Chiudi la conversazione").waitFor();
    await expectAccessible(watched, "the help");
    await page().keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
  });

  test("does nothing by single keys for whoever turns them off, and everything again afterwards", async () => {
    const help = page().getByRole("dialog", { name: "Scorciatoie da tastiera" });
    await page().keyboard.press("Shift+?");
    const keys = help.getByRole("switch", { name: "Tasti singoli" });
    await keys.click();
    await page().keyboard.press("Escape");
    await page().keyboard.press("2");
    await page().keyboard.press("Control+k");
    await palette().fill("scorciatoie");
    await page()
      .getByRole("option", { name: /scorciatoie/i })
      .first()
      .click();
    await help.waitFor();
    expect(page().url()).toContain("/console/inbox");
    await keys.click();
    await page().keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
  });

  test("writes into fields what it writes, and opens the palette even there", async () => {
    await page().keyboard.press("r");
    await page().keyboard.type("je?");
    const composer = thread().locator("textarea");
    expect(await composer.inputValue()).toBe("je?");
    await composer.fill("");
    await page().keyboard.press("Control+k");
    await palette().waitFor();
    await expectAccessible(watched, "the palette");
    await page().keyboard.type("aperti");
    const said = page().getByRole("option", { name: /siete aperti/ });
    await said.waitFor();
    await palette().fill("vai ai contatti");
    await page().getByRole("option", { name: "Vai ai contatti" }).waitFor();
    await page().keyboard.press("Enter");
    await page().waitForURL(/\/console\/contacts$/);
  });
});

describe("without a network", () => {
  test("the console opens, shows what was read, and keeps what is written, in order, over a reload", async () => {
    await page().goto(`${stage.url}/console/inbox/${threadId}`);
    await bubble("Buongiorno, siete aperti?").waitFor();
    await page().waitForFunction(() => navigator.serviceWorker.controller !== null);
    // What has been read is written down a moment later.
    await page().waitForTimeout(2_500);
    await page().context().setOffline(true);
    await page().getByText("Sei senza rete", { exact: false }).waitFor();
    await page().keyboard.press("r");
    for (const text of ["Sì, fino alle 22", "Anche la domenica"]) {
      await page().keyboard.type(text);
      await page().keyboard.press("Enter");
    }
    await page().reload();
    await bubble("Buongiorno, siete aperti?").waitFor();
    await bubble("Sì, fino alle 22").waitFor();
    await bubble("Anche la domenica").waitFor();
    await expectAccessible(watched, "the console without a network");
    // Longer than anything is tried again at once: what was given up has to be taken up when the network is back.
    await page().waitForTimeout(4_000);
  });

  test("and once it is back everything is there once, on both sides", async () => {
    await writes("E a Natale?");
    await page().context().setOffline(false);
    await bubble("E a Natale?").waitFor();
    const own = ["Sì, fino alle 22", "Anche la domenica"];
    await until(async () => (await stored()).filter((text) => own.includes(text)).length >= 2);
    await page().getByText("Sei senza rete", { exact: false }).waitFor({ state: "hidden" });
    await page().waitForTimeout(1_500);
    const texts = await stored();
    expect(texts.filter((text) => own.includes(text))).toEqual(own);
    for (const text of texts.filter((one) => !one.includes("\n"))) expect([text, await bubble(text).count()]).toEqual([text, 1]);
  });
});

describe("a part of the console that can't be fetched", () => {
  let bare: WatchedPage;
  const rail = (name: string) => bare.page.getByRole("navigation").getByRole("link", { name, exact: true });
  const heading = (name: string) => bare.page.getByRole("heading", { level: 1, name });

  beforeAll(async () => {
    bare = await WatchedPage.open(browser, { ...desk, serviceWorkers: "block" });
    await bare.page.context().addCookies(cookies());
    await bare.page.goto(`${stage.url}/console/inbox/${threadId}`);
    await bare.page.getByLabel("Scrivi un messaggio").fill("Una bozza");
  });
  afterAll(() => bare?.close());

  test("is a palette that takes what was typed meanwhile, and nothing else does", async () => {
    let arrive = () => {};
    const held = new Promise<void>((resolve) => (arrive = resolve));
    await bare.page.route("**/assets/Palette-*.js", async (route) => {
      await held;
      await route.continue();
    });
    const asked = bare.page.waitForRequest("**/assets/Palette-*.js");
    await bare.page.keyboard.press("Control+k");
    await asked;
    await bare.page.keyboard.type("vai ai contattiX");
    await bare.page.keyboard.press("Backspace");
    arrive();
    const field = bare.page.getByRole("combobox", { name: "Cerca e comandi" });
    await soon(() => field.inputValue()).toBe("vai ai contatti");
    await bare.page.getByRole("option", { name: "Vai ai contatti" }).waitFor();
    await bare.page.keyboard.type("!");
    expect(await field.inputValue()).toBe("vai ai contatti!");
    await bare.page.keyboard.press("Escape");
    expect(await bare.page.getByLabel("Scrivi un messaggio").inputValue()).toBe("Una bozza");
    await bare.page.unrouteAll();
  });

  test("is a list that fills by itself once the network is back", async () => {
    await bare.page.context().setOffline(true);
    await bare.page.getByRole("link", { name: /^Clienti/ }).click();
    await bare.page.getByText("Senza rete questo elenco non si può leggere.").waitFor();
    await bare.page.context().setOffline(false);
    await bare.page.getByText("Nessuna conversazione aperta con clienti.").waitFor();
    await bare.page.goBack();
  });

  test("leaves the rest standing, and comes with its styles when the network is back", async () => {
    await bare.page.context().setOffline(true);
    await rail("Contatti").click();
    await bare.page.getByRole("alert").getByText("Questa parte non è ancora in questo browser.").waitFor();
    await expectAccessible(bare, "a page that is not here yet");
    await bare.page.keyboard.press("Shift+?");
    await bare.page.locator(".toast", { hasText: "Questa parte non è ancora in questo browser." }).waitFor();
    await bare.page.context().setOffline(false);
    await heading("Contatti").waitFor();
    await bare.page.getByText("Visitatore").first().waitFor();
    const unstyled = () =>
      bare.page.evaluate(
        () => [...document.querySelectorAll("link")].filter((link) => link.rel === "stylesheet" && !link.sheet).length,
      );
    expect(await unstyled()).toBe(0);
    await bare.page.keyboard.press("Shift+?");
    await bare.page.getByRole("dialog", { name: "Scorciatoie da tastiera" }).waitFor();
    await bare.page.keyboard.press("Escape");
  });

  test("offers a reload once a newer build stands in its place, and drafts outlive it", async () => {
    await bare.page.route("**/assets/**", (route) => route.fulfill({ status: 404, body: "gone" }));
    await bare.page.route("**/console", (route) =>
      route.fulfill({ contentType: "text/html", body: '<script type="module" src="/assets/console-newer.js"></script>' }),
    );
    await rail("Agenti").click();
    await bare.page.getByRole("alert").getByText("È uscita una versione nuova di Filo.").waitFor();
    await rail("Posta").waitFor();
    await bare.page.unrouteAll();
    await bare.page.getByRole("alert").getByRole("button", { name: "Ricarica" }).click();
    await heading("Agenti").waitFor();
    await bare.page.goto(`${stage.url}/console/inbox/${threadId}`);
    await bare.page.waitForFunction(() => document.querySelector("textarea")?.value === "Una bozza");
    expect(
      bare.problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|status of 404|part of the console/.test(problem)),
    ).toEqual([]);
  });
});

describe("notifications", () => {
  test("are offered after a first message, not before", async () => {
    const other = await WatchedPage.open(browser, phone);
    await other.page.context().addCookies(cookies());
    await other.page.goto(`${stage.url}/console`);
    await other.page.getByText("Visitatore").first().waitFor();
    const offer = other.page.getByRole("button", { name: "Attiva le notifiche" });
    expect(await offer.count()).toBe(0);
    await writes("Ci siete?");
    await offer.waitFor();
    await expectAccessible(other, "the offer");
    await expectNoSidewaysScroll(other, "the offer");
    await other.page.getByRole("button", { name: "Non ora" }).tap();
    await offer.waitFor({ state: "hidden" });
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test("reach a browser through its push service, which proves who sends, and nobody who is looking", async () => {
    const { id, endpoint, keys } = await stage.world.push.subscribe();
    await stage.owner.call("POST", "/api/push-subscriptions", { what: "all", endpoint, keys });
    const received = async () => (await stage.world.push.received(id)).map(({ text }) => JSON.parse(text) as Notice);
    await page().goto(`${stage.url}/console/contacts`);
    await page().getByRole("heading", { name: "Contatti" }).waitFor();
    await page().waitForTimeout(1_000);
    await writes("Mi sentite?");
    await until(async () => (await received()).length === 1);
    expect(await received()).toEqual([
      { title: "Visitatore", body: "Mi sentite?", tag: threadId, url: `/console/inbox/${threadId}` },
    ]);
    await page().goto(`${stage.url}/console/inbox/${threadId}`);
    await bubble("Mi sentite?").waitFor();
    await page().waitForTimeout(1_000);
    await writes("Eccovi");
    await bubble("Eccovi").waitFor();
    await page().waitForTimeout(1_000);
    expect(await received()).toHaveLength(1);
  });
});

describe("signing out", () => {
  test("leaves nothing in the browser", async () => {
    await page().goto(`${stage.url}/console/settings/account`);
    await page().getByRole("button", { name: "Esci", exact: true }).click();
    await page().waitForURL(/sign-in/);
    await until(async () => (await page().evaluate(() => indexedDB.databases())).length === 0);
    expect(await page().evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("filo.")))).toEqual([]);
    const faults = watched.problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|status of 401/.test(problem));
    expect(faults).toEqual([]);
  });
});
