import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { WatchedPage, expectAccessible, expectNoSidewaysScroll, launchBrowser } from "../../e2e/browser.ts";
import type { Account } from "../contract.ts";
import { demoTemplates } from "../demoTemplates.ts";
import { sample } from "../samples/catalogue.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";

let browser: Browser;
let world: World;
let account: Account;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await startWorld({ seed: 81, statusStepMs: 1 });
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, name: "Palestra Aurora" });
  await world.putPerson({ id: MARTA, name: "Marta Bianchi" });
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
});
afterEach(() => world.close());

async function open(locale: string): Promise<WatchedPage> {
  const watched = await WatchedPage.open(browser, { locale, viewport: { width: 390, height: 844 } });
  await watched.page.goto(world.url);
  await watched.page.locator(".bubble").first().waitFor();
  return watched;
}

async function businessSends(form: Record<string, string>): Promise<void> {
  const response = await fetch(`${world.twilioBase}/2010-04-01/Accounts/${account.accountSid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}` },
    body: new URLSearchParams({ From: `whatsapp:${NUMBER}`, To: `whatsapp:${MARTA}`, ...form }),
  });
  expect(response.status).toBe(201);
}

test("files are shown as what they are, and a picture grows when tapped", async () => {
  const phone = world.phone(MARTA);
  for (const name of ["pasta.jpg", "nota-vocale.ogg", "allenamento.mp4", "fattura.pdf", "contatto.vcf", "adesivo.webp"] as const)
    await phone.sends(sample(name), { to: NUMBER });
  await phone.sharesPlace({ latitude: 45.4384, longitude: 10.9916, label: "Arena di Verona" }, { to: NUMBER });
  const phonePage = await open("it-IT");
  const { page, problems } = phonePage;
  await page.locator(".place").waitFor();
  expect(await page.locator("img.photo, img.sticker, audio.voice, video.film, a.file, a.place").count()).toBe(7);
  await page.getByText("Luca Ferri").waitFor();
  await expect.poll(() => page.locator("video").evaluate((film) => (film as unknown as { duration: number }).duration)).toBe(2);
  await expectAccessible(phonePage, "the thread with files");
  await expectNoSidewaysScroll(phonePage, "the thread with files");
  await page.getByRole("button", { name: "Ingrandisci la foto: pasta.jpg" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(problems).toEqual([]);
});

test("a template's button is tapped once, a message is quoted, a sample and a place are sent, in English", async () => {
  for (const template of demoTemplates(account.accountSid)) await world.templates.put(template);
  await businessSends({ ContentSid: demoTemplates("")[1]!.sid! });
  const phonePage = await open("en-GB");
  const { page, problems } = phonePage;
  const inbound = async () => (await world.messages({ direction: "inbound" })).at(-1)!;
  await page.getByRole("button", { name: "I will" }).click();
  await expect.poll(async () => (await inbound()).button).toEqual({ text: "I will", payload: "confirm" });
  await expect.poll(() => page.getByRole("button", { name: "Another day, please" }).isDisabled()).toBe(true);

  await page.getByRole("button", { name: "Attach" }).click();
  await expectAccessible(phonePage, "the attachments, and a template");
  await page.getByRole("button", { name: "voice-note.ogg" }).click();
  await page.getByRole("button", { name: "Remove voice-note.ogg" }).waitFor();
  await page.locator(".theirs").hover();
  await page.locator(".theirs").getByRole("button", { name: "Reply with a quote" }).click();
  await page.getByRole("textbox", { name: "Message" }).press("Enter");
  await expect.poll(async () => (await inbound()).media[0]?.fileName).toBe("voice-note.ogg");
  expect((await inbound()).quotes?.sender).toBe(`whatsapp:${NUMBER}`);

  await page.getByRole("button", { name: "Attach" }).click();
  await page.getByRole("button", { name: "My place: Verona Arena" }).click();
  await expect.poll(async () => (await inbound()).place?.label).toBe("Arena di Verona");
  expect(problems).toEqual([]);
});
