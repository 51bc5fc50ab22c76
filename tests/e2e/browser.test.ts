import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import { demoAgents, demoContacts, demoOwner } from "../local/seed/demo.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone as phoneOptions, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";
import { systemOf, type List } from "./readings.ts";

/** The four steps as a new user would take them: a phone, a browser on `/ai/coach`, a console. They build on each other. */

const number = demoAgents[0]!.number;
const marta = demoContacts[0]!.fields.phone;
const giulia = demoContacts[2]!.fields.phone;

let stage: DemoStage;
let browser: Browser;
let phone: WatchedPage;
let web: WatchedPage;
let console_: WatchedPage;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage(), launchBrowser()]);
  phone = await WatchedPage.open(browser, desk);
  web = await WatchedPage.open(browser, phoneOptions);
  console_ = await WatchedPage.open(browser, desk);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const heard = (): Locator => phone.page.locator("#thread .bubble.theirs:not(.typing)");

async function writeOnPhone(text: string): Promise<void> {
  await phone.page.getByLabel("Messaggio", { exact: true }).fill(text);
  await phone.page.getByLabel("Messaggio", { exact: true }).press("Enter");
}

async function writeOnWeb(text: string): Promise<void> {
  await web.page.getByLabel("Scrivi un messaggio").fill(text);
  await web.page.getByRole("button", { name: "Invia" }).tap();
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${stage.url}/console`);
  await page.getByLabel("E-mail").fill(demoOwner.email);
  await page.getByLabel("Password", { exact: true }).fill(demoOwner.password);
  await page.getByRole("button", { name: "Accedi" }).click();
  await page.getByRole("region", { name: "Conversazioni" }).waitFor();
}

const requests = () => stage.world.gemini.requests;
const sent = () => stage.world.twilio.sent;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("step 1: three messages on the phone, one reply", () => {
  test("that answers all three", async () => {
    await phone.page.goto(`${stage.world.url}/?person=${encodeURIComponent(marta)}&number=${encodeURIComponent(number)}`);
    await expectAccessible(phone, "the phone");
    const texts = ["Ciao!", "mi chiamo Marta", "che orari fate?"];
    for (const text of texts) await writeOnPhone(text);
    await heard().first().waitFor();
    await pause(1_000);
    expect([await heard().count(), requests().length, sent().length]).toEqual([1, 1, 1]);
    for (const text of texts) expect(await heard().first().innerText()).toContain(`«${text}»`);
  });
});

describe("step 2: the same customer on the web", () => {
  test("links the browser with the one-time codes and finds the messages there", async () => {
    const { page } = web;
    await page.goto(`${stage.url}/ai/coach`);
    await page.getByText("Ti risponde l'assistente virtuale di Palestra Aurora").waitFor();
    await expectAccessible(web, "the public page");
    await page.getByRole("button", { name: "Continua su WhatsApp" }).tap();
    const code = page.locator("dialog .code");
    await expect.poll(() => code.innerText()).toMatch(/^FILO-/);
    await expectAccessible(web, "the dialog that links");
    expect(await page.getByRole("link", { name: "Apri WhatsApp" }).getAttribute("href")).toContain(`wa.me/${number.slice(1)}`);
    await writeOnPhone(await code.innerText());
    await heard().nth(1).waitFor();
    const second = /\b\d{6}\b/.exec(await heard().nth(1).innerText())![0];
    await page.locator("dialog input[name=code]").fill(second);
    await page.getByRole("button", { name: "Collega" }).tap();
    await page.getByText("Fatto: da adesso qui e su WhatsApp").waitFor();
    await page.getByRole("button", { name: "Chiudi" }).tap();
    for (const text of ["Ciao!", "mi chiamo Marta", "che orari fate?"])
      await page.locator(".message.own", { hasText: text }).waitFor();
    await page.getByText("da WhatsApp").first().waitFor();
    for (const line of ["Codice di collegamento mandato da WhatsApp", "Codice di conferma arrivato su WhatsApp"])
      await page.locator(".thread .day", { hasText: line }).waitFor();
    expect(await page.locator(".thread").innerText()).not.toMatch(/FILO-|\d{6}/);
  });

  test("the answer streams and knows what was said on WhatsApp; the phone's next one knows what was said here", async () => {
    const { page } = web;
    await stage.world.setPace({ firstTokenMs: 200, chunkMs: 120 });
    await writeOnWeb("Come mi chiamo? Il mio obiettivo è correre la mezza maratona");
    const draft = page.locator(".message.ai.draft .bubble");
    await expect
      .poll(async () => ((await draft.count()) > 0 ? (await draft.innerText()).length : 0), { interval: 20 })
      .toBeGreaterThan(0);
    await page.locator(".message.ai:not(.draft)", { hasText: "Ti chiami Marta" }).waitFor();
    await stage.world.setPace({ firstTokenMs: 20, chunkMs: 5 });
    const before = await heard().count();
    await writeOnPhone("che obiettivo avevo?");
    await heard().nth(before).waitFor();
    expect(await heard().nth(before).innerText()).toContain("correre la mezza maratona");
    await page.locator(".message.ai", { hasText: "Il tuo obiettivo era" }).waitFor();
    await expectAccessible(web, "the public page with a thread");
  });
});

describe("step 3: the consultant at the console", () => {
  test("signs in and sees the conversation move without reloading", async () => {
    const { page } = console_;
    await page.goto(`${stage.url}/console`);
    await page.getByLabel("E-mail").waitFor();
    await expectAccessible(console_, "sign in");
    await signIn(page);
    await page
      .getByRole("link", { name: /Marta Bianchi/ })
      .first()
      .click();
    await page.getByRole("region", { name: "Conversazione con Marta Bianchi" }).first().waitFor();
    await page.locator("article.bubble", { hasText: "Il tuo obiettivo era" }).waitFor();
    await expectAccessible(console_, "the thread");
    await page.evaluate(watchBubbles);
    const delays: number[] = [];
    for (const text of ["Prima domanda", "Seconda domanda", "Terza domanda"]) {
      await writeOnPhone(text);
      await page.locator("article.bubble.client", { hasText: text }).waitFor();
      const seenAt = await page.evaluate((wanted) => (window as unknown as Seen).seen[wanted]!, text);
      const { items } = (await (
        await page.request.get(`${stage.url}/api/conversations/${page.url().split("/").at(-1)}/messages`)
      ).json()) as List<Message>;
      delays.push(seenAt - Date.parse(items.find((message) => message.text === text)!.createdAt));
    }
    expect(Math.min(...delays)).toBeLessThan(300);
    const before = await heard().count();
    await expect.poll(() => heard().count(), { timeout: 15_000 }).toBeGreaterThan(before - 1);
    // The thread keeps its place at what was new when it was opened, and says how much has come since.
    await page.getByRole("button", { name: /nuovi messaggi|Vai all’ultimo/ }).click();
    await page.locator("article.bubble.ai", { hasText: "Terza domanda" }).waitFor();
  });

  test("takes over in the middle of a reply: the AI says nothing more, there or on the phone", async () => {
    const { page } = console_;
    const answers = await web.page.locator(".message.ai:not(.draft)").count();
    await stage.world.script({
      chunks: Array.from({ length: 60 }, (_, at) => `parola${at} `),
      chunkMs: 150,
      contains: "programma di allenamento",
    });
    await writeOnWeb("Mi fai un programma di allenamento?");
    await web.page.locator(".message.ai.draft", { hasText: "parola3" }).waitFor();
    await page.getByRole("switch", { name: "AI attiva" }).click();
    await page.getByRole("switch", { name: "Rispondi tu" }).waitFor();
    await web.page.getByText("Ti risponde una persona, qui in questa conversazione.").waitFor();
    const sends = sent().length;
    await pause(2_500);
    expect([
      await web.page.locator(".message.ai:not(.draft)").count(),
      await web.page.locator(".draft").count(),
      sent().length,
    ]).toEqual([answers, 0, sends]);
    expect(await page.locator("article.bubble", { hasText: "parola" }).count()).toBe(0);
    await expectAccessible(console_, "the thread in a person's hands");
  });

  test("writes by hand on the channel the customer used last, and hands back", async () => {
    const { page } = console_;
    const composer = page.getByLabel("Scrivi un messaggio");
    const sends = sent().length;
    await composer.fill("Ciao Marta, sono Anna: ci penso io.");
    await composer.press("Enter");
    await web.page.locator(".message.person", { hasText: "sono Anna" }).waitFor();
    expect(sent()).toHaveLength(sends);
    await writeOnPhone("Grazie Anna, scrivo da qui");
    await page.locator("article.bubble.client", { hasText: "scrivo da qui" }).waitFor();
    await composer.fill("Perfetto, ti rispondo su WhatsApp.");
    await composer.press("Enter");
    await heard().filter({ hasText: "ti rispondo su WhatsApp" }).waitFor();
    await page.getByRole("switch", { name: "Rispondi tu" }).click();
    await page.getByRole("switch", { name: "AI attiva" }).waitFor();
    await writeOnPhone("Ho 32 anni, cosa cambia?");
    await heard().filter({ hasText: "Hai 32 anni" }).waitFor();
    const turns = requests()
      .at(-1)!
      .body.contents!.map(({ parts }) => parts!.map(({ text }) => text).join(""))
      .join("\n");
    expect(turns).toContain("[Team] Ciao Marta, sono Anna: ci penso io.");
  });
});

test.each(["no-preference", "reduce"] as const)(
  "a thread that has been read opens at its latest message, motion: %s",
  async (reducedMotion) => {
    const { page } = console_;
    await page.emulateMedia({ reducedMotion });
    // A slow phone draws the rows long after the list has guessed their heights.
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: 8 });
    await page.reload();
    await page.locator("article.bubble").first().waitFor();
    await page.locator("article.bubble.ai", { hasText: "Hai 32 anni" }).waitFor();
    await pause(800);
    expect(await page.locator("article.bubble.ai", { hasText: "Hai 32 anni" }).isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Vai all’ultimo" }).count()).toBe(0);
    await devTools.detach();
  },
);

describe("step 4: the consultant changes the Gold overlay", () => {
  const gold = "Termina ogni consiglio con il metodo Aurora del lunedì.";

  test("sees the composed prompt for each level, and publishes", async () => {
    const { page } = console_;
    await page.getByRole("link", { name: "Agenti" }).click();
    await page.getByRole("heading", { name: "Agenti" }).waitFor();
    await expectAccessible(console_, "the agents");
    await page.getByRole("link", { name: "Coach AI" }).click();
    await page.getByRole("link", { name: "Livelli" }).click();
    await page.getByLabel("Istruzioni AI per Livello Gold").fill(gold);
    const preview = page.locator(".prompt-parts");
    await preview.getByText(gold).waitFor();
    await expectAccessible(console_, "the agent's levels");
    await page.getByRole("tab", { name: "Bronzo" }).click();
    await expect.poll(() => preview.innerText()).not.toContain("LIVELLO GOLD");
    expect(await preview.innerText()).toContain("━━━ ISTRUZIONI LIVELLO BRONZO ━━━");
    await page.getByRole("tab", { name: "Gold" }).click();
    await preview.getByText(gold).waitFor();
    await page.locator(".draft-bar").getByRole("button", { name: "Pubblica…" }).click();
    await page.locator(".agent-warnings:not([aria-busy=true])").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Pubblica", exact: true }).click();
    await page.getByText(/^Pubblicata la versione/).waitFor();
  });

  test("the next Gold message uses it, a Bronze one does not", async () => {
    const ask = async (person: string, text: string): Promise<string> => {
      await stage.world.phone(person).says(text, { to: number });
      const asked = () => requests().find(({ body }) => JSON.stringify(body.contents).includes(text));
      await expect.poll(asked, { timeout: 15_000 }).toBeDefined();
      return systemOf(asked()!);
    };
    expect(await ask(giulia, "Come comincio la settimana?")).toContain(`━━━ ISTRUZIONI LIVELLO GOLD ━━━\n${gold}`);
    expect(await ask(marta, "E io, come la comincio?")).not.toContain(gold);
  });
});

test("by keyboard alone: read, write, hear the answer, open and close a dialog", async () => {
  const keys = await WatchedPage.open(browser, desk);
  const { page } = keys;
  await page.goto(`${stage.url}/ai/coach`);
  await page.getByLabel("Scrivi un messaggio").waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
  const tabTo = async (wanted: RegExp) => {
    for (let step = 0; step < 25 && !wanted.test(await focused()); step++) await page.keyboard.press("Tab");
    expect(await focused()).toMatch(wanted);
  };
  await tabTo(/^Scrivi un messaggio$/);
  await page.keyboard.type("Buongiorno dalla tastiera");
  await page.keyboard.press("Enter");
  await page.locator(".message.ai:not(.draft)").waitFor();
  expect(await focused()).toBe("Scrivi un messaggio");
  await tabTo(/Continua su WhatsApp/);
  await page.keyboard.press("Enter");
  await page.locator("dialog .code", { hasText: "FILO-" }).waitFor();
  await page.locator("dialog svg").first().waitFor();
  await expectAccessible(keys, "the dialog with a QR code");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator("dialog").count()).toBe(0);
  expect(await focused()).toMatch(/Continua su WhatsApp/);
  expect(keys.problems).toEqual([]);
  await keys.close();
});

test.each(["light", "dark"] as const)(
  "every page is accessible in %s, and at 360 px none scrolls sideways",
  { timeout: 120_000 },
  async (colorScheme) => {
    const small = await WatchedPage.open(browser, { ...phoneOptions, colorScheme });
    const { page } = small;
    const look = async (path: string, ready: string) => {
      await page.goto(stage.url + path);
      await page.locator(ready).first().waitFor();
      await expectAccessible(small, path);
      await expectNoSidewaysScroll(small, path);
    };
    for (const path of ["/console/sign-up", "/console/forgot", "/console/reset"]) await look(path, "h1");
    await look("/ai/coach", "#write");
    await look("/ai/assistenza", "#write");
    await look("/privacy", "h1");
    await signIn(page);
    await look("/console/inbox", "a.row");
    await page.locator("a.row").first().click();
    await page.locator("article.bubble").first().waitFor();
    await expectAccessible(small, "a thread at 360 px");
    await expectNoSidewaysScroll(small, "a thread at 360 px");
    await look("/console/contacts", "main a");
    await page
      .getByRole("link", { name: /Giulia Conti/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Giulia Conti" }).waitFor();
    await expectAccessible(small, "a contact's card");
    await expectNoSidewaysScroll(small, "a contact's card");
    await look("/console/agents", ".agent-row");
    const agent = await page.locator(".agent-row a").first().getAttribute("href");
    for (const section of ["", "/levels", "/limits", "/whatsapp", "/knowledge", "/try"])
      await look(agent + section, ".agent-form");
    await look("/console/settings", "h1");
    await look("/console/agents/new", "h1");
    await look("/console/nothing-here", "h1, h2");
    expect(small.problems).toEqual([]);
    await small.close();
  },
);

test("no page complained while all that happened", () => {
  for (const watched of [phone, web, console_]) expect(watched.problems).toEqual([]);
});

interface Seen {
  seen: Record<string, number>;
}

/** In the page: when each bubble's text came to be there. */
function watchBubbles(): void {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  new MutationObserver(() => {
    for (const text of document.querySelectorAll(".bubble-text")) seen[text.textContent ?? ""] ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
