import { readFile } from "node:fs/promises";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FiguresReport } from "../../schema/contract/figures.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { sample } from "../world/samples/catalogue.ts";
import { expectAccessible, expectNoSidewaysScroll, launchBrowser, type WatchedPage } from "./browser.ts";
import { consolePage, soon } from "./consolePages.ts";
import { conversationOf, findContact } from "./readings.ts";

/** A business's numbers, from messages that were really exchanged to the page and the file that show them. */

let stage: Stage;
let browser: Browser;
let watched: WatchedPage;
let line: ConnectedLine;
const people: string[] = [];

const figure = (name: string): Locator => watched.page.getByRole("button", { name: new RegExp(`^${name}: `) });
const count = async (name: string): Promise<number> => Number(await figure(name).first().innerText());
const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Rome" }).format(Date.now());
const open = async (query = "") => {
  await watched.page.goto(`${stage.url}/console/figures${query}`);
  await watched.page.getByRole("heading", { level: 1 }).waitFor();
};

const report = (): Promise<FiguresReport> => stage.owner.get(`/api/figures?from=${today()}&to=${today()}`);

/** Six people write and are answered, five write again, one with a picture; one is answered by hand, leaves an e-mail and becomes a client. */
async function talk(agentId: string): Promise<void> {
  const phoneOf = (person: string) => stage.world.phone(person);
  for (let each = 0; each < 6; each++) people.push(stage.newPerson());
  for (const [at, person] of people.entries()) await stage.contact({ displayName: `Persona ${at + 1}`, phone: person });
  await Promise.all(people.map((person) => phoneOf(person).says("Buongiorno", { to: line.number })));
  await Promise.all(people.map((person) => phoneOf(person).waitFor(1)));
  const again = people.slice(0, 4).map((person) => phoneOf(person).says("E il sabato?", { to: line.number }));
  await Promise.all([...again, phoneOf(people[4]!).sends(sample("squat.jpg"), { to: line.number })]);
  await Promise.all(people.slice(0, 5).map((person) => phoneOf(person).waitFor(2)));
  const { id } = await findContact(stage.owner, people[0]!);
  const { id: conversationId } = await conversationOf(stage.owner, id, agentId);
  const byHand = { messageText: "Ci vediamo sabato!", clientMessageId: "written-by-hand" };
  await stage.owner.post(`/api/conversations/${conversationId}/send`, byHand);
  await phoneOf(people[0]!).waitFor(3);
  await stage.owner.patch(`/api/contacts/${id}`, { email: "persona1@example.com" });
  await stage.owner.patch(`/api/contacts/${id}`, { roles: ["client"] });
}

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  // A name that a spreadsheet would take for a formula.
  const { agent, line: connected } = await stage.agentOnWhatsapp({ name: "=Coach" });
  line = connected;
  watched = await consolePage(browser, stage, stage.owner);
  await open();
  await watched.page.getByText("Qui compariranno i tuoi numeri").waitFor();
  await talk(agent.id);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

test("messages are counted by the clock, and counting again changes nothing", async () => {
  const counted = async () => {
    // Figures are counted at every quarter of an hour.
    await stage.filo.tick(new Date(Math.floor(Date.now() / 900_000) * 900_000));
    const { inboundMessages, uniqueContacts, aiMessages, manualMessages, pictures } = (await report()).totals;
    return { inboundMessages, uniqueContacts, aiMessages, manualMessages, pictures };
  };
  const all = { inboundMessages: 11, uniqueContacts: 6, aiMessages: 11, manualMessages: 1, pictures: 1 };
  await soon(counted).toEqual(all);
  expect(await counted()).toEqual(all);
  await open();
  await soon(() => count("Persone che hanno scritto")).toBe(6);
  expect([await count("Messaggi ricevuti"), await count("Risposte dell’AI"), await count("Scritti a mano")]).toEqual([11, 11, 1]);
  expect([await count("Nuovi lead"), await count("Lead diventati clienti"), await count("Immagini")]).toEqual([6, 1, 1]);
  await watched.page.getByText("troppo pochi dati per un confronto").first().waitFor();
  await expectAccessible(watched, "the figures");
});

test("the same numbers are a chart and a table, and the address says which, of what and of when", async () => {
  const { page } = watched;
  await page.getByRole("img", { name: /Grafico a colonne/ }).waitFor();
  await page.getByRole("button", { name: "Tabella", exact: true }).click();
  await page.waitForURL(/[?&]view=table/);
  const table = page.getByRole("region", { name: "Giorno per giorno" });
  expect(await table.locator("tbody tr").first().innerText()).toMatch(/11/);
  await page.getByRole("button", { name: "30 giorni" }).click();
  await page.waitForURL(/[?&]range=30/);
  await soon(() => table.locator("tbody tr").count()).toBe(30);
  await page.reload();
  await soon(() => table.locator("tbody tr").count()).toBe(30);
  expect(await page.getByRole("button", { name: "30 giorni" }).getAttribute("aria-pressed")).toBe("true");
  await expectAccessible(watched, "the figures as a table");
  await page.getByRole("button", { name: "Altre date" }).click();
  await page.getByLabel("Dal", { exact: true }).fill(today());
  await page.waitForURL(new RegExp(`from=${today()}`));
  await soon(() => table.locator("tbody tr").count()).toBe(1);
  await page.getByRole("button", { name: "7 giorni" }).click();
});

test("a lead's way is told with what is known, and no share of too few", async () => {
  const step = (name: string) => watched.page.locator(".funnel-step", { hasText: name }).innerText();
  await soon(() => step("Nuovi")).toMatch(/6/);
  expect(await step("Coinvolti")).toMatch(/5[\s\S]*83 % di chi era al passo prima, 17 % si è fermato/);
  expect(await step("Qualificati")).toMatch(/1[\s\S]*20 %/);
  expect(await step("Diventati clienti")).toMatch(/1[\s\S]*Troppo pochi dati/);
});

test("a number opens who is behind it, who leads to the thread, and back", async () => {
  const { page } = watched;
  await figure("Scritti a mano").first().click();
  await page.waitForURL(/[?&]behind=manual/);
  const dialog = page.getByRole("dialog", { name: "Chi c’è dietro: Scritti a mano" });
  await dialog.getByRole("link", { name: /Persona 1/ }).waitFor();
  await expectAccessible(watched, "who is behind a number");
  await dialog.getByRole("link", { name: /Persona 1/ }).click();
  await page.waitForURL(/\/console\/inbox\/cnv_/);
  await page.locator("article.bubble.consultant", { hasText: "Ci vediamo sabato!" }).waitFor();
  await page.goBack();
  await dialog.getByRole("link", { name: /Persona 1/ }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.locator(".funnel-step", { hasText: "Coinvolti" }).getByRole("button").click();
  await soon(() => page.getByRole("dialog").getByRole("link").count()).toBe(5);
  await page.keyboard.press("Escape");
});

test("the file holds the same rows, and nothing in it that a spreadsheet would run", async () => {
  const { page } = watched;
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Scarica CSV" }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const text = (await readFile(await download.path(), "utf8")).replace(/^\uFEFF/, "");
  const rows = text.trim().split(/\r?\n/);
  expect(rows[0]).toMatch(/^"?Giorno"?;"?Agente"?;/);
  expect(rows[1]).toContain(today());
  expect(rows[1]).toContain("=Coach");
  expect(text).not.toMatch(/(^|[;\n])"?[=+@-]/);
});

test("on a dark phone in English, nothing runs off", async () => {
  const small = await consolePage(browser, stage, stage.owner, { width: 390, theme: "dark", language: "en" });
  for (const query of ["", "?view=table&range=90", "?behind=contacts"]) {
    await small.page.goto(`${stage.url}/console/figures${query}`);
    await small.page.getByRole("heading", { level: 1, name: "Figures", includeHidden: true }).waitFor();
    await small.page
      .locator(query.includes("behind") ? ".behind-person" : ".figure-open")
      .first()
      .waitFor();
    await expectAccessible(small, `the figures on a phone ${query}`);
    await expectNoSidewaysScroll(small, `the figures on a phone ${query}`);
  }
  expect(small.problems).toEqual([]);
  await small.close();
});

test("the page did not complain while all that happened", () => {
  expect(watched.problems).toEqual([]);
});
