import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoAgents, demoContacts, demoOwner } from "../local/seed/demo.ts";
import { sample } from "../world/samples/catalogue.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone as phoneOptions, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";

/** Files, search and templates as a consultant meets them; the steps build on each other. */

const number = demoAgents[0]!.number;
const marta = demoContacts[0]!.fields.phone;
const day = 24 * 3_600_000;

let stage: DemoStage;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

const customer = () => stage.world.phone(marta);
const bubble = (words: string, sender = "client"): Locator => page.locator(`article.bubble.${sender}`, { hasText: words });
const isFocused = (element: Element) => element === document.activeElement;
const valueText = (slider: Locator) => slider.getAttribute("aria-valuetext");

async function openThread(on: Page): Promise<void> {
  await on.goto(`${stage.url}/console`);
  await on.getByLabel("E-mail").fill(demoOwner.email);
  await on.getByLabel("Password", { exact: true }).fill(demoOwner.password);
  await on.getByRole("button", { name: "Accedi" }).click();
  await on
    .getByRole("link", { name: /Marta Bianchi/ })
    .first()
    .click();
  await on.locator("article.bubble").first().waitFor();
}

/** Scrolls up from the end until it is drawn and stays so: only what is near the screen is in the page. */
async function reach(wanted: Locator): Promise<Locator> {
  const pane = page.locator(".messages");
  const settled = () => page.waitForTimeout(150);
  await pane.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await settled();
  for (let step = 0; step < 80; step++) {
    if ((await wanted.count()) > 0) {
      await wanted.first().evaluate((element) => element.scrollIntoView({ block: "center" }), undefined, { timeout: 2_000 });
      await settled();
      if (await wanted.first().isVisible()) return wanted.first();
    }
    await pane.evaluate((element) => (element.scrollTop -= 300));
    await settled();
  }
  throw new Error("It is nowhere in the thread");
}

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage(), launchBrowser()]);
  watched = await WatchedPage.open(browser, desk);
  ({ page } = watched);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("what a customer sends", () => {
  test("stands in the thread with what the AI saw and heard in it", async () => {
    const sent = await customer().sends(sample("pasta.jpg"), { to: number, text: "Ecco il pranzo" });
    await customer().sends(sample("nota-vocale.ogg"), { to: number });
    await customer().sends([sample("squat.jpg"), sample("scontrino.png")], { to: number });
    await customer().sends(sample("fattura.pdf"), { to: number });
    await customer().sharesPlace({ latitude: 45.4642, longitude: 9.19, label: "Palestra Aurora" }, { to: number });
    await customer().replies(sent.sid, "Intendevo questo");
    await openThread(page);
    expect(await (await reach(bubble("Palestra Aurora").getByRole("link", { name: /Apri la mappa/ }))).getAttribute("rel")).toBe(
      "noopener noreferrer",
    );
    await (await reach(bubble("FATTURA N. 42"))).getByRole("link", { name: "Scarica" }).waitFor();
    await (await reach(bubble("Foto 2"))).getByText(/^BAR AURORA/).waitFor();
    await (await reach(bubble("quanto costa il corso base"))).getByText("Trascrizione").waitFor();
    await (await reach(bubble("Un piatto di pasta"))).getByText("Ecco il pranzo").waitFor();
    await expectAccessible(watched, "a thread with files");
  });

  test("opens large, and the keyboard is enough for it", async () => {
    const small = (await reach(bubble("Un piatto di pasta"))).getByRole("button", { name: /^Ingrandisci/ });
    await small.press("Enter");
    const large = page.getByRole("dialog", { name: "Immagini" });
    await large.getByText("1 di 3").waitFor();
    await expectAccessible(watched, "the lightbox");
    await page.keyboard.press("ArrowRight");
    await large.getByText("2 di 3").waitFor();
    await page.keyboard.press("+");
    expect(await large.locator("img").getAttribute("style")).toContain("scale(1.5)");
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    expect(await small.evaluate(isFocused)).toBe(true);
  });

  test("is heard, sought and sped up", async () => {
    const player = (await reach(bubble("quanto costa il corso base"))).locator(".audio");
    const slider = player.getByRole("slider");
    const before = await valueText(slider);
    await player.getByRole("button", { name: "Ascolta" }).click();
    await expect.poll(() => valueText(slider), { timeout: 10_000 }).not.toBe(before);
    await slider.press("Home");
    await slider.press("ArrowRight");
    await player.getByRole("button", { name: /^Velocità 1/ }).click();
    await player.getByRole("button", { name: "Velocità 1,5×" }).waitFor();
  });

  test("is left by a quote for the message it answers", async () => {
    const quote = page.getByRole("button", { name: /In risposta a.*Ecco il pranzo/s });
    await (await reach(quote)).click();
    await expect.poll(() => bubble("Un piatto di pasta").evaluate(isFocused), { timeout: 10_000 }).toBe(true);
  });

  test("is found by the words in it and opened in its place", async () => {
    await page.getByLabel("Cerca in tutte le conversazioni").fill("imponibile");
    await page.getByRole("link", { name: /In un file/ }).click();
    await expect.poll(() => bubble("FATTURA N. 42").evaluate(isFocused), { timeout: 10_000 }).toBe(true);
    await expectAccessible(watched, "a search");
    await page.getByLabel("Cerca in tutte le conversazioni").press("Escape");
  });
});

test("a message of a kind that Twilio does not hand on says so, in the thread and in the list", async () => {
  await customer().says("", { to: number, fields: { MessageType: "unsupported" } });
  const words = "Messaggio che WhatsApp non ci consegna";
  await page.locator(".row[aria-current]", { hasText: words }).waitFor();
  await reach(bubble(words));
});

describe("what the consultant sends", () => {
  test("is refused at once when it can't go out, and goes out with its words when it can", async () => {
    const svg = { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") };
    const { bytes, fileName, contentType } = sample("squat.jpg");
    await page
      .locator("input[type=file]")
      .setInputFiles([svg, { name: fileName, mimeType: contentType, buffer: Buffer.from(bytes) }]);
    await page.getByText("Questo tipo di file non si può mandare.").waitFor();
    await expectAccessible(watched, "the composer with files");
    await page.getByRole("button", { name: "Togli logo.svg" }).click();
    const mine = bubble("Tieni le ginocchia in linea", "consultant");
    await page.getByLabel("Scrivi un messaggio").fill("Tieni le ginocchia in linea");
    await page.getByLabel("Scrivi un messaggio").press("Enter");
    await mine.getByRole("button", { name: /^Ingrandisci/ }).waitFor();
    const arrived = async () => (await customer().messages(number)).find(({ body }) => body === "Tieni le ginocchia in linea");
    await expect.poll(async () => (await arrived())?.media.length, { timeout: 10_000 }).toBe(1);
    const ticks = mine.getByRole("button", { name: /^Letto/ });
    await ticks.click();
    await mine.getByText("Consegnato").waitFor();
    expect(await mine.count()).toBe(1);
  });

  test("may be a template too, chosen and left by keyboard alone", async () => {
    await page.getByLabel("Scrivi un messaggio").fill("una bozza");
    await page.getByRole("button", { name: "Manda un modello" }).press("Enter");
    const templates = page.getByRole("region", { name: "Modelli" });
    await expect.poll(() => templates.evaluate(isFocused), { timeout: 10_000 }).toBe(true);
    // Nobody has asked Twilio for them yet: the first look does.
    await templates.getByRole("button", { name: /Promemoria appuntamento/i }).waitFor();
    await templates.getByRole("button", { name: "Indietro" }).press("Enter");
    const text = page.getByLabel("Scrivi un messaggio");
    expect([await text.evaluate(isFocused), await text.inputValue()]).toEqual([true, "una bozza"]);
    await text.fill("");
  });
});

describe("after the window has closed", () => {
  test.each([
    ["a desk", desk],
    ["a phone", phoneOptions],
  ])("the composer on %s is the template picker", async (what, options) => {
    const later = await WatchedPage.open(browser, options);
    await later.page.clock.setSystemTime(Date.now() + day + 60_000);
    await openThread(later.page);
    await later.page.getByText("Sono passate 24 ore dall’ultimo messaggio di Marta Bianchi").waitFor();
    await later.page.getByRole("button", { name: "Sincronizza" }).click();
    await later.page.getByPlaceholder("Nome o parole del modello").fill("promemoria");
    await expectAccessible(later, `the templates on ${what}`);
    await expectNoSidewaysScroll(later, `the templates on ${what}`);
    await later.page.getByRole("button", { name: /Promemoria appuntamento/i }).click();
    await later.page.getByLabel("Valore per {{1}}").fill("Marta");
    await later.page.getByLabel("Valore per {{2}}").fill(what);
    await later.page.getByLabel("Valore per {{3}}").fill("18:30");
    await expectAccessible(later, `a template on ${what}`);
    await later.page.getByRole("button", { name: "Invia il modello" }).click();
    const words = `l’appuntamento di ${what} alle 18:30`;
    await later.page.locator("article.bubble", { hasText: words }).waitFor();
    const arrived = async () => (await customer().messages(number)).filter(({ body }) => body.includes(words)).length;
    await expect.poll(arrived, { timeout: 10_000 }).toBe(1);
    expect(await later.page.getByPlaceholder("Nome o parole del modello").evaluate(isFocused)).toBe(true);
    expect(later.problems).toEqual([]);
    await later.close();
  });
});

test("nothing broke or was forbidden on the way", () => {
  expect(watched.problems).toEqual([]);
});
