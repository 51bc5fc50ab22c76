import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HealthReport } from "../../schema/contract/health.ts";
import { demoAgents, demoOwner } from "../local/seed/demo.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";

/** The health page over the whole of Filo: its real lines, objects and rows. */

let stage: DemoStage;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

const signIn = async (on: Page): Promise<void> => {
  await on.goto(`${stage.url}/console`);
  await on.getByLabel("E-mail").fill(demoOwner.email);
  await on.getByLabel("Password", { exact: true }).fill(demoOwner.password);
  await on.getByRole("button", { name: "Accedi" }).click();
  await on.getByRole("link", { name: /Salute/ }).click();
  await on.getByRole("heading", { level: 1, name: "Salute" }).waitFor();
  await on.locator("li.line").first().waitFor();
};

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage(), launchBrowser()]);
  watched = await WatchedPage.open(browser, desk);
  ({ page } = watched);
  await signIn(page);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("the health page", () => {
  test("shows every number with its state, the figures and each agent's spend", async () => {
    for (const { number } of demoAgents) {
      const line = page.locator("li.line", { hasText: number });
      expect(await line.locator(".chip").innerText()).toMatch(/^Riceve/);
    }
    expect(await page.getByRole("meter").count()).toBeGreaterThanOrEqual(demoAgents.length);
    expect(await page.locator(".figure").count()).toBe(4);
    await expectAccessible(watched, "health");
    await expectNoSidewaysScroll(watched, "health");
  });

  test("shows what it knows at once, reads again, and says so when it cannot", async () => {
    const comeBack = async () => {
      await page.getByRole("link", { name: "Impostazioni" }).click();
      // Before that page is there the router takes the way back for no way at all.
      await page.getByRole("heading", { level: 1, name: "Impostazioni" }).waitFor();
      await page.getByRole("link", { name: /Salute/ }).click();
      await page
        .locator("li.line")
        .nth(demoAgents.length - 1)
        .waitFor();
    };
    await page.route("**/api/health/report", (route) => route.fulfill({ status: 500, body: "" }));
    await comeBack();
    await page.getByText(/Questi dati sono delle/).waitFor();
    await page.unroute("**/api/health/report");
    await comeBack();
    await page.getByText(/Aggiornato alle/).waitFor();
    watched.problems.length = 0;
  });

  test("says first what needs a look, on every page too, and lets go of it", async () => {
    const openedAt = new Date(Date.now() - 60_000).toISOString();
    const alert = {
      id: `alr_${"0".repeat(26)}`,
      kind: "line_refused",
      subject: demoAgents[0]?.number,
      detail: "20003",
      openedAt,
      closedAt: null,
    };
    await page.route("**/api/health/alerts", (route) => route.fulfill({ json: { items: [alert], nextCursor: null } }));
    await page.route("**/api/health/report", async (route) => {
      const report = (await (await route.fetch()).json()) as HealthReport;
      await route.fulfill({ json: { ...report, alerts: [alert] } });
    });
    await page.reload();
    await page.getByRole("link", { name: /Salute\s*1 avviso aperto/ }).waitFor();
    const row = page.locator("li.alert", { hasText: "Twilio rifiuta le credenziali" });
    await row.getByRole("link", { name: "Apri WhatsApp dell’agente" }).click();
    const banner = page.locator(".banner.grave");
    await banner.getByText(/Twilio rifiuta le credenziali/).waitFor();
    await expectAccessible(watched, "a page under the banner");
    await banner.getByRole("button", { name: "Nascondi" }).click();
    expect(await banner.count()).toBe(0);
    await page.unrouteAll({ behavior: "wait" });
  });

  test("fits a phone", async () => {
    const small = await WatchedPage.open(browser, phone);
    await signIn(small.page);
    await expectAccessible(small, "health on a phone");
    await expectNoSidewaysScroll(small, "health on a phone");
    await small.close();
  });
});

describe("the settings", () => {
  test("take an address for alerts, and whether files stay at Twilio", async () => {
    await page.goto(`${stage.url}/console/settings`);
    await page.getByLabel(/E-mail per gli avvisi/).fill("nobody");
    await page.getByRole("button", { name: "Salva" }).first().click();
    await expect.poll(() => page.getByLabel(/E-mail per gli avvisi/).getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel(/E-mail per gli avvisi/).fill("avvisi@example.com");
    await page.getByRole("switch", { name: /Rimuovi i file da Twilio/ }).click();
    await page.getByRole("button", { name: "Salva" }).first().click();
    await page.getByText("Impostazioni salvate.").waitFor();
    // The browser tells of the refused address, as of every 400.
    watched.problems.length = 0;
    await page.reload();
    expect(await page.getByLabel(/E-mail per gli avvisi/).inputValue()).toBe("avvisi@example.com");
    expect(await page.getByRole("switch", { name: /Rimuovi i file da Twilio/ }).isChecked()).toBe(true);
    await expectAccessible(watched, "settings");
  });
});

describe("the platform's page", () => {
  test("is not for who doesn't run the installation", async () => {
    expect(await page.getByRole("link", { name: "Piattaforma" }).count()).toBe(0);
    await page.goto(`${stage.url}/console/platform/keys`);
    await page.getByText("Questa pagina è di chi gestisce l’installazione.").waitFor();
    await expectAccessible(watched, "platform, refused");
    expect(watched.problems).toEqual([]);
  });
});
