import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sample, type SampleName } from "../world/samples/catalogue.ts";
import { expectAccessible, expectNoSidewaysScroll, launchBrowser, phone, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";

/** Files on the public page, as a customer with a phone sends them. The microphone is Chromium's own, which beeps once a second. */

const microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

let stage: DemoStage;
let browser: Browser;
let web: WatchedPage;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage(), launchBrowser(microphone)]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
beforeEach(async () => {
  web = await WatchedPage.open(browser, { ...phone, permissions: ["microphone"] });
  // A turn may wait 20 s for its files.
  web.page.setDefaultTimeout(30_000);
  await web.page.goto(`${stage.url}/ai/coach`);
  await composer().waitFor();
  return async () => {
    const problems = web.problems.filter((told) => !told.includes("ERR_INTERNET_DISCONNECTED"));
    if (problems.length > 0) throw new Error(problems.join("\n"));
    await web.close();
  };
});

const composer = (): Locator => web.page.getByLabel("Scrivi un messaggio");
const own = (): Locator => web.page.locator(".message.own:not(.outgoing)");
const answer = (text: string | RegExp): Locator => web.page.locator(".message.ai:not(.draft)", { hasText: text });
const tiles = (): Locator => web.page.locator(".tile");

const attach = (...names: SampleName[]) =>
  web.page
    .locator("input[type=file]")
    .setInputFiles(
      names
        .map(sample)
        .map(({ fileName, contentType, bytes }) => ({ name: fileName, mimeType: contentType, buffer: Buffer.from(bytes) })),
    );
const send = () => web.page.getByRole("button", { name: "Invia", exact: true }).tap();

describe("a picture", () => {
  test("is shown before it is sent, answered by what it shows, and opens large, by keyboard", async () => {
    const { page } = web;
    await attach("pasta.jpg");
    await tiles().locator("img").waitFor();
    await expectAccessible(web, "a picture in the composer");
    await composer().fill("Quante calorie?");
    await send();
    await answer("pasta al pomodoro").waitFor();
    expect(await own().count()).toBe(1);
    const picture = page.getByRole("button", { name: "Ingrandisci pasta.jpg" });
    await expectAccessible(web, "a thread with a picture");
    await expectNoSidewaysScroll(web, "a thread with a picture");
    await picture.press("Enter");
    const lightbox = page.getByRole("dialog", { name: "Immagini" });
    await lightbox.locator("img").waitFor();
    await expectAccessible(web, "the lightbox");
    await page.keyboard.press("Escape");
    await lightbox.waitFor({ state: "detached" });
    expect(await picture.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.reload();
    await picture.waitFor();
  });

  test("written without a network waits, outlives a reload, and is sent once", async () => {
    const { page } = web;
    const ready = page.waitForResponse((response) => response.url().includes("/assets/OutgoingFiles"));
    await composer().tap();
    await (await ready).finished();
    await page.context().setOffline(true);
    await attach("squat.jpg");
    await composer().fill("Com'è il mio squat?");
    await send();
    await page.locator(".message.outgoing img").waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await answer("schiena è dritta").waitFor();
    expect(await page.locator(".message.own", { hasText: "Com'è il mio squat?" }).count()).toBe(1);
    await own().getByRole("button", { name: "Ingrandisci squat.jpg" }).waitFor();
  });
});

test("several files go together; what can't be sent is told at once; drafts outlive a reload", async () => {
  const { page } = web;
  await attach("pasta.jpg", "fattura.pdf");
  await expect.poll(() => tiles().count()).toBe(2);
  await expect.poll(() => page.locator(".tile .upload").count()).toBe(0);
  await page.reload();
  await expect.poll(() => tiles().count()).toBe(2);
  await page.locator("input[type=file]").setInputFiles({ name: "film.mkv", mimeType: "", buffer: Buffer.from("x") });
  await page.getByText("film.mkv non si può inviare").waitFor();
  await send();
  await answer("Palestra Aurora").waitFor();
  const invoice = own().getByRole("link", { name: "Scarica fattura.pdf" });
  const downloaded = page.waitForEvent("download");
  await invoice.tap();
  expect((await downloaded).suggestedFilename()).toBe("fattura.pdf");
  await own().getByRole("button", { name: "Ingrandisci pasta.jpg" }).waitFor();
});

test("a voice note is recorded, can be thrown away, and is answered by its words", async () => {
  const { page } = web;
  const start = page.getByRole("button", { name: "Registra una nota vocale" });
  await start.tap();
  await page.getByRole("timer").getByText("0:01").waitFor();
  await expectAccessible(web, "the recorder");
  await expectNoSidewaysScroll(web, "the recorder");
  await page.getByRole("button", { name: "Elimina la registrazione" }).tap();
  await composer().waitFor();
  expect(await page.locator(".message.own").count()).toBe(0);
  await start.tap();
  await page.getByRole("timer").getByText("0:02").waitFor();
  await page.getByRole("button", { name: "Invia la nota vocale" }).tap();
  await own().getByRole("button", { name: "Ascolta" }).waitFor();
  await answer(/Nota vocale \(0:0[23]\)/).waitFor();
  await own().getByText("Trascrizione").tap();
  await own().locator(".transcript p").waitFor();
  await own().getByRole("button", { name: "Ascolta" }).tap();
  await own().getByRole("button", { name: "Pausa" }).waitFor();
  await expectAccessible(web, "a thread with a voice note");
});
