import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoAgents, demoContacts, demoOwner } from "../local/seed/demo.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";

/** The platform's page as whoever runs the installation meets it; the steps build on each other. */

let stage: DemoStage;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

const signIn = async (on: Page): Promise<void> => {
  await on.goto(`${stage.url}/console`);
  await on.getByLabel("E-mail").fill(demoOwner.email);
  await on.getByLabel("Password", { exact: true }).fill(demoOwner.password);
  await on.getByRole("button", { name: "Accedi" }).click();
  await on.getByRole("link", { name: "Piattaforma" }).click();
  await on.getByRole("heading", { level: 1, name: "Piattaforma" }).waitFor();
};
const tab = (on: Page, name: string) => on.getByRole("link", { name, exact: true }).last().click();
const keyRow = (label: string) => page.locator("li.key", { hasText: label });

const add = async (label: string, apiKey: string): Promise<void> => {
  await page.getByRole("button", { name: "Aggiungi una chiave" }).click();
  const form = page.getByRole("dialog", { name: "Aggiungi una chiave" });
  await form.getByLabel("Chiave API di Gemini", { exact: true }).fill(apiKey);
  await form.getByLabel("Nome", { exact: true }).fill(label);
  await form.getByLabel(/^Progetto Google Cloud/).fill("aurora-prod");
  await form.getByLabel(/^Quota al giorno/).fill("1000");
  await form.getByRole("button", { name: "Aggiungi una chiave" }).click();
  await form.waitFor({ state: "detached" });
  await keyRow(label).waitFor();
};

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage({ ownerRunsIt: true }), launchBrowser()]);
  const customer = stage.world.phone(demoContacts[0]!.fields.phone);
  await customer.says("Che orari fate?", { to: demoAgents[0]!.number });
  await customer.waitFor();
  watched = await WatchedPage.open(browser, desk);
  ({ page } = watched);
  await signIn(page);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("the installation", () => {
  test("shows how all of it does", async () => {
    await expect.poll(() => page.locator(".figure").count()).toBe(2);
    await page.getByText("1 chiave attiva").waitFor();
    await page.getByText("Nessun avviso aperto, da nessuna parte.").waitFor();
    await expectAccessible(watched, "the installation's health");
  });

  test("shows its businesses, and nothing that they say", async () => {
    await tab(page, "Attività");
    const row = page.locator("table.tenants tbody tr");
    expect(await row.getByRole("cell").nth(0).innerText()).toBe(String(demoAgents.length));
    expect(await row.getByRole("cell").nth(1).innerText()).toBe(String(demoAgents.length));
    await page.getByRole("rowheader", { name: demoOwner.businessName }).waitFor();
    expect(await page.locator("main").innerText()).not.toContain("orari");
    await expectAccessible(watched, "the installation's businesses");
  });
});

describe("the pool's keys", () => {
  test("say which of them answered for whom", async () => {
    await tab(page, "Chiavi");
    const use = page.locator("table.uses tbody tr").first();
    await use.getByText(demoOwner.businessName).waitFor();
    await use.getByText("Ha risposto").waitFor();
    await expectAccessible(watched, "the installation's keys");
  });

  test("are added, and those of one project are said to share its quota", async () => {
    await add("Prima", "secret-of-the-first");
    await add("Seconda", "secret-of-the-second");
    await page.getByText(/Queste 2 chiavi sono dello stesso progetto «aurora-prod»/).waitFor();
    expect(await page.getByRole("meter", { name: "aurora-prod" }).getAttribute("aria-valuemax")).toBe("1000");
    await expectAccessible(watched, "keys that share a quota");
  });

  test("are replaced in their place, and never shown", async () => {
    await keyRow("Prima").getByRole("button", { name: "Sostituisci" }).click();
    const form = page.getByRole("dialog", { name: "Sostituisci: Prima" });
    await form.getByLabel("Chiave API di Gemini", { exact: true }).fill("secret-that-ends-in-last");
    await form.getByRole("button", { name: "Sostituisci" }).click();
    await keyRow("Prima").getByText("finisce con last").waitFor();
    expect(await page.content()).not.toContain("secret-");
  });

  test("are switched off with a way back, and removed only by name", async () => {
    await keyRow("Seconda").getByRole("button", { name: "Spegni" }).click();
    await keyRow("Seconda").getByText("Spenta").waitFor();
    await page.getByRole("button", { name: "Annulla" }).click();
    await keyRow("Seconda").getByText("Attiva").waitFor();
    await keyRow("Prima").getByRole("button", { name: "Togli" }).click();
    const asking = page.getByRole("dialog", { name: "Togliere «Prima»?" });
    const remove = asking.getByRole("button", { name: "Elimina" });
    expect(await remove.getAttribute("aria-disabled")).toBe("true");
    await asking.getByLabel("Scrivi «Prima» per confermare").fill("Prima");
    await remove.click();
    await keyRow("Prima").waitFor({ state: "detached" });
    expect(watched.problems).toEqual([]);
  });
});

test("all of it fits a phone", async () => {
  const small = await WatchedPage.open(browser, phone);
  await signIn(small.page);
  for (const name of ["Attività", "Chiavi", "Salute"]) {
    await tab(small.page, name);
    await small.page.locator("section.panel, dl.figures").first().waitFor();
    await expectAccessible(small, `${name} on a phone`);
    await expectNoSidewaysScroll(small, `${name} on a phone`);
  }
  expect(small.problems).toEqual([]);
  await small.close();
});
