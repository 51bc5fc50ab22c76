import { readFile } from "node:fs/promises";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, WatchedPage } from "./browser.ts";
import { consolePage, invitationToken, soon } from "./consolePages.ts";
import { findContact, type List } from "./readings.ts";

/** The console's other rooms as a new business walks through them: first hour, team, list of people, two cards of one person. */

let stage: Stage;
let browser: Browser;
let anna: WatchedPage;

const open = async ({ page }: WatchedPage, path: string) => {
  await page.goto(`${stage.url}/console/${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
};

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  await stage.owner.patch("/api/auth/session", { name: "Anna Riva" });
  anna = await consolePage(browser, stage, stage.owner);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

test("the first hour: what is missing, step by step, and a step that turns by itself when the first message arrives", async () => {
  const { page } = anna;
  const step = (title: string): Locator => page.locator("li.setup-step", { hasText: title });
  await open(anna, "inbox");
  await page
    .getByRole("link", { name: /Prim[aio]/ })
    .or(page.locator("a.rail-setup"))
    .first()
    .waitFor();
  await open(anna, "setup");
  await step("Crea il primo agente").locator(".setup-mark:not(.done)").waitFor();
  await expectAccessible(anna, "the first hour");
  const { line } = await stage.agentOnWhatsapp({ slug: "coach" });
  await page.reload();
  await step("Crea il primo agente").locator(".setup-mark.done").waitFor();
  await step("Collega WhatsApp").locator(".setup-mark.done").waitFor();
  expect(await step("Scrivi tu il primo messaggio").locator(".setup-mark.done").count()).toBe(0);
  await stage.world.phone(stage.newPerson()).says("Prova, prova", { to: line.number });
  await step("Scrivi tu il primo messaggio").locator(".setup-mark.done").waitFor();
  await step("Leggi la risposta sul telefono").locator(".setup-mark.done").waitFor();
  await expectAccessible(anna, "the first hour, half done");
});

test("an agent's number is connected once Twilio knows account and token, and what was typed stays until then", async () => {
  const { page } = anna;
  const { id } = await stage.agent({ slug: "palestra" });
  const { accountSid, authToken } = await stage.world.putAccount({});
  await stage.world.putNumber({ number: "+14155550177", accountSid });
  await open(anna, `agents/${id}/whatsapp`);
  await page.getByLabel("Account SID").fill(accountSid);
  await page.getByLabel("Auth token", { exact: true }).fill("copiato-da-un-altro-conto");
  await page.getByLabel("Numero WhatsApp").fill("+1 415 555 0177");
  const connect = page.getByRole("button", { name: "Controlla e collega" });
  await connect.click();
  await page.locator(".field-error", { hasText: "Twilio non accetta questo token" }).waitFor();
  await expectAccessible(anna, "an agent's WhatsApp that Twilio refuses");
  expect((await stage.owner.get<Agent>(`/api/agents/${id}`)).whatsapp).toBeNull();
  expect(await page.getByLabel("Numero WhatsApp").inputValue()).toBe("+1 415 555 0177");
  await page.getByLabel("Auth token", { exact: true }).fill(authToken);
  await connect.click();
  await page.getByRole("button", { name: "Sostituisci il collegamento" }).waitFor();
  expect((await stage.owner.get<Agent>(`/api/agents/${id}`)).whatsapp).toMatchObject({ accountSid, number: "+14155550177" });
});

test("a colleague is invited by e-mail, joins by the link, and may do what the role says, from the moment it changes", async () => {
  const { page } = anna;
  await open(anna, "team");
  await page.getByRole("button", { name: "Invita", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("carla");
  await dialog.getByRole("button", { name: "Manda l’invito" }).click();
  await dialog.locator(".field-error").waitFor();
  expect(await dialog.getByLabel("E-mail").inputValue()).toBe("carla");
  await dialog.getByLabel("E-mail").fill("carla@filo.example");
  await dialog.getByRole("radio", { name: /Sola lettura/ }).check();
  await expectAccessible(anna, "an invitation");
  await dialog.getByRole("button", { name: "Manda l’invito" }).click();
  await page.getByText("Invito mandato a carla@filo.example.").waitFor();

  const carla = await WatchedPage.open(browser, {
    ...desk,
    locale: "en-GB",
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
  });
  await carla.page.goto(`${stage.url}/console/invitation?token=${await invitationToken(stage, "carla@filo.example")}`);
  await carla.page.getByLabel(/^(Name|Your name)/).fill("Carla Conti");
  await carla.page.getByLabel("Password", { exact: true }).fill("corta");
  await carla.page.getByRole("button", { name: "Join the team" }).click();
  await carla.page.locator(".field-error").waitFor();
  await expectAccessible(carla, "an invitation's page");
  await expectNoSidewaysScroll(carla, "an invitation's page");
  expect(await carla.page.getByLabel(/^(Name|Your name)/).inputValue()).toBe("Carla Conti");
  await carla.page.getByLabel("Password", { exact: true }).fill("una lunga parola");
  await carla.page.getByRole("button", { name: "Join the team" }).click();
  await carla.page.waitForURL(/\/console\/inbox/);
  await carla.page.locator("a.row").first().click();
  // Whoever has chosen no language gets the business's.
  const write = carla.page.getByLabel("Scrivi un messaggio");
  await write.waitFor();
  expect(await write.getAttribute("readonly")).not.toBeNull();
  await expectAccessible(carla, "a thread that may only be read");
  await open(anna, "team");
  await page.getByLabel("Ruolo di Carla Conti").selectOption("member");
  await page.getByText("Carla Conti: Collaboratore.").waitFor();
  await carla.page.reload();
  await soon(() => write.getAttribute("readonly")).toBeNull();
  await expectAccessible(anna, "the team");
  await open(carla, "settings");
  await carla.page.getByText("Solo il titolare può cambiare queste impostazioni.").waitFor();
  expect(await carla.page.locator(".settings-fields input").first().isDisabled()).toBe(true);
  await expectAccessible(carla, "settings that may not be changed");
  expect(carla.problems.filter((problem) => !/status of 400/.test(problem))).toEqual([]);
  await carla.close();
});

const list = [
  "Nome;Telefono;E-mail;Ruolo",
  "Giulia Conti;+447700900150;giulia@example.com;cliente",
  "Paolo Greco;+447700900151;;lead",
  "Sbagliata;non un numero;;lead",
  "=HYPERLINK(1);+447700900152;;pianista",
].join("\r\n");

test("people come in from a file: what will happen is shown first, then what became of every row", async () => {
  const { page } = anna;
  await open(anna, "contacts/import");
  await page.locator("input[type=file]").setInputFiles({ name: "vuoto.csv", mimeType: "text/csv", buffer: Buffer.from("") });
  await page.getByText("Non sembra una tabella", { exact: false }).waitFor();
  await page.locator("input[type=file]").setInputFiles({ name: "soci.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByText("2 contatti nuovi").waitFor();
  await page.getByText("Il telefono non è un numero").first().waitFor();
  await expectAccessible(anna, "an import before it starts");
  expect((await stage.owner.get<List<Contact>>("/api/contacts?search=Giulia")).items).toEqual([]);
  await page.getByRole("button", { name: "Importa 2 persone" }).click();
  await page.waitForURL(/\/contacts\/import\/\w+_/);
  await page.getByText("Finita").waitFor();
  await page.getByRole("link", { name: "Lasciati fuori 2" }).click();
  await soon(() => page.locator(".import-row").count()).toBe(2);
  await expectAccessible(anna, "an import's report");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Scarica le righe lasciate fuori" }).click(),
  ]);
  const saved = await readFile(await download.path(), "utf8");
  expect(saved).toContain("Sbagliata");
  expect(saved).not.toMatch(/(^|[;,\n"])=HYPERLINK/);
  expect((await findContact(stage.owner, "Giulia")).roles).toEqual(["client"]);
});

test("two cards of one person are joined after a look at what moves, and parted again", async () => {
  const { page } = anna;
  const { id } = await findContact(stage.owner, "Giulia");
  await stage.contact({ displayName: "Giulia C.", email: "g.conti@example.com" });
  await open(anna, `contacts/${id}`);
  await page.getByRole("button", { name: "Unisci con un altro contatto…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Cerca un contatto").fill("Giulia C.");
  await dialog.getByRole("button", { name: /g\.conti@example\.com/ }).click();
  await dialog.getByText("La scheda dopo l’unione").waitFor();
  await dialog.getByText("Che cosa arriva da Giulia C.").waitFor();
  await expectAccessible(anna, "two cards before they are joined");
  await dialog.getByRole("button", { name: "Unisci", exact: true }).click();
  const toast = page.locator(".toast", { hasText: "Uniti in Giulia Conti." });
  await soon(async () => (await stage.owner.get<List<Contact>>("/api/contacts?search=Giulia")).items.length).toBe(1);
  await toast.getByRole("button", { name: "Annulla" }).click();
  await page.getByText("Separati di nuovo.").waitFor();
  await soon(async () => (await stage.owner.get<List<Contact>>("/api/contacts?search=Giulia")).items.length).toBe(2);
});

test("every one of these rooms fits a dark phone, in English", async () => {
  const small = await consolePage(browser, stage, stage.owner, { width: 390, theme: "dark", language: "en" });
  for (const [path, ready] of [
    ["setup", "li.setup-step"],
    ["team", ".team-row"],
    ["contacts", "main a"],
    ["contacts/import", "input[type=file]"],
    ["settings", "main input"],
  ] as const) {
    await open(small, path);
    await small.page.locator(ready).first().waitFor({ state: "attached" });
    await expectAccessible(small, path);
    await expectNoSidewaysScroll(small, path);
  }
  expect(small.problems).toEqual([]);
  await small.close();
});

test("the page did not complain of more than what was refused", () => {
  expect(anna.problems.filter((problem) => !/status of 400/.test(problem))).toEqual([]);
});
