import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import type { AgentShare } from "../../schema/contract/agentShares.ts";
import { demoOwner } from "../local/seed/demo.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, phone as phoneOptions, WatchedPage } from "./browser.ts";
import { startDemoStage, type DemoStage } from "./demoStage.ts";
import { systemOf, type List } from "./readings.ts";

/** An agent as the people of a business make it, change it together, publish it, go back and share it. The tests build on each other. */

let stage: DemoStage;
let browser: Browser;
let anna: WatchedPage;
let bruno: WatchedPage;
let customer: WatchedPage;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startDemoStage(), launchBrowser()]);
  [anna, bruno] = [await WatchedPage.open(browser, desk), await WatchedPage.open(browser, desk)];
  customer = await WatchedPage.open(browser, { ...phoneOptions, viewport: { width: 390, height: 844 } });
  for (const { page } of [anna, bruno]) await signIn(page);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${stage.url}/console/sign-in`);
  await page.getByLabel("E-mail").fill(demoOwner.email);
  await page.getByLabel("Password", { exact: true }).fill(demoOwner.password);
  await page.getByRole("button", { name: "Accedi" }).click();
  await page.getByRole("link", { name: "Agenti" }).first().waitFor();
}

/** What is kept, sent or read a moment later. */
const within = { timeout: 10_000 };

/** What the signed-in page's own session is answered. */
const ask = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (address) => (await fetch(address)).json() as Promise<never>, path);
const agentOf = async (name: string): Promise<Agent> =>
  (await ask<List<Agent>>(anna.page, "/api/agents")).items.find((agent) => agent.name === name)!;
const coach = () => agentOf("Coach AI");
const open = async ({ page }: WatchedPage, agent: Agent, section = "") => {
  await page.goto(`${stage.url}/console/agents/${agent.id}${section}`);
  await page.locator(".agent-form").waitFor();
};
const isKept = ({ page }: WatchedPage) => page.locator(".kept-words", { hasText: "Salvata" }).waitFor();
const publish = async ({ page }: WatchedPage) => {
  await page.locator(".draft-bar").getByRole("button", { name: "Pubblica…" }).click();
  await page.locator(".agent-warnings:not([aria-busy=true])").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Pubblica", exact: true }).click();
  await page.getByText(/^Pubblicata la versione/).waitFor();
};

test("a new agent is made step by step, can be left and taken up again, and answers nobody before it is published", async () => {
  const { page } = anna;
  await page.goto(`${stage.url}/console/agents/new`);
  await page.getByLabel("Nome dell’agente").fill("Segreteria");
  await page.getByRole("button", { name: "Comincia" }).click();
  await page.getByLabel("Istruzioni", { exact: true }).fill("Rispondi su orari e corsi. ");
  await page.getByRole("button", { name: "Avanti" }).click();
  await page.getByLabel("Istruzioni AI per Livello Argento").fill("Entra nel dettaglio.");
  await page
    .getByText("Queste istruzioni si SOMMANO a quelle dei livelli inferiori. Un utente Gold riceve: Bronzo, Argento e Gold.")
    .waitFor();
  await expectAccessible(anna, "the wizard");
  // Left at once, before anything could be sent: what was typed is there all the same.
  await page.goto(`${stage.url}/console/agents`);
  const row = page.locator(".agent-row", { hasText: "Segreteria" });
  await row.getByText("Da pubblicare").waitFor();
  const closed = await agentOf("Segreteria");
  expect([closed.isActive, closed.instructions, closed.version]).toEqual([false, "", 1]);
  await row.getByRole("link", { name: "Segreteria", exact: true }).click();
  await expect.poll(() => page.getByLabel("Istruzioni AI per Livello Argento").inputValue(), within).toBe("Entra nel dettaglio.");
  await isKept(anna);
  await page.getByRole("link", { name: "Prova" }).click();
  await page.locator(".agent-warning", { hasText: "Il livello Gold è scelto ma non ha istruzioni" }).waitFor();
  await page.getByRole("button", { name: "Pubblica e accendi" }).click();
  await page.getByText("Pubblicata la versione 2").waitFor();
  expect(await agentOf("Segreteria")).toMatchObject({
    isActive: true,
    instructions: "Rispondi su orari e corsi.",
    levelPromptOverlay2: "Entra nel dettaglio.",
    version: 2,
    draft: null,
  });
});

test("a draft survives leaving and the network's absence, changes nothing for customers, and is published with what changes in sight", async () => {
  const { page } = anna;
  const before = await coach();
  await open(anna, before);
  await page.getByLabel("Saluto").fill("Salve! Sono il coach");
  await page.reload();
  await expect.poll(() => page.getByLabel("Saluto").inputValue(), within).toBe("Salve! Sono il coach");
  await page.getByText("Bozza non pubblicata").waitFor();
  await isKept(anna);
  expect(await coach()).toMatchObject({ greeting: before.greeting, draft: { fields: { greeting: "Salve! Sono il coach" } } });
  await page.context().setOffline(true);
  await page.getByLabel("Saluto").fill("Salve! Sono il coach di Aurora");
  await page.getByText("Senza rete").first().waitFor();
  await page.context().setOffline(false);
  await isKept(anna);
  await expect.poll(async () => (await coach()).draft?.fields.greeting, within).toBe("Salve! Sono il coach di Aurora");
  await page.locator(".draft-bar").getByRole("button", { name: "Pubblica…" }).click();
  await page.getByRole("dialog").locator("ins").first().waitFor();
  await expectAccessible(anna, "the summary before publishing");
  await page.keyboard.press("Escape");
  await publish(anna);
  expect(await coach()).toMatchObject({ greeting: "Salve! Sono il coach di Aurora", version: before.version + 1, draft: null });
  anna.problems.length = 0;
});

test("what is wrong is said beside the field when it is published, and nothing typed is lost", async () => {
  const { page } = anna;
  await open(anna, await coach(), "/limits");
  await page.getByLabel("Link per salire di livello").fill("palestra.example");
  await isKept(anna);
  await page.locator(".draft-bar").getByRole("button", { name: "Pubblica…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pubblica", exact: true }).click();
  await page.getByRole("dialog").getByText("Queste cose vanno corrette prima:").waitFor();
  await page.getByRole("dialog").locator(".wrong-fields").getByRole("link", { name: "Link per salire di livello" }).click();
  expect(await page.getByLabel("Link per salire di livello").inputValue()).toBe("palestra.example");
  expect(await page.locator(".at-upgradeUrl .field-error").count()).toBe(1);
  await page.locator(".draft-bar").getByRole("button", { name: "Scarta" }).click();
  await page.getByText("Bozza scartata.").waitFor();
  await page.getByRole("button", { name: "Annulla" }).click();
  await expect.poll(() => page.getByLabel("Link per salire di livello").inputValue(), within).toBe("palestra.example");
  await isKept(anna);
  await page.locator(".draft-bar").getByRole("button", { name: "Scarta" }).click();
  await expect.poll(async () => (await coach()).draft, within).toBeNull();
  anna.problems.length = 0;
});

test("two people on one draft: what does not touch is joined, what does is shown side by side", async () => {
  const agent = await coach();
  await Promise.all([open(anna, agent), open(bruno, agent)]);
  await anna.page.getByLabel("Personalità").fill("Di Anna");
  await isKept(anna);
  await bruno.page.getByLabel("Saluto").fill("Di Bruno");
  await isKept(bruno);
  await expect.poll(() => bruno.page.getByLabel("Personalità").inputValue(), within).toBe("Di Anna");
  await anna.page.getByLabel("Saluto").fill("Anche di Anna");
  const dialog = anna.page.getByRole("dialog", { name: "Qualcuno ha cambiato l’agente nel frattempo" });
  await dialog.getByText("Anche di Anna").waitFor();
  await dialog.getByText("Di Bruno").waitFor();
  await expectAccessible(anna, "both versions");
  await dialog.getByRole("button", { name: "Tieni così" }).click();
  await expect.poll(async () => (await coach()).draft?.fields, within).toEqual({ persona: "Di Anna", greeting: "Anche di Anna" });
  expect((await coach()).greeting).toBe(agent.greeting);
  anna.problems.length = 0;
  bruno.problems.length = 0;
});

test("a warning leads to its field; a version can be compared and brought back", async () => {
  const { page } = anna;
  await open(anna, await coach(), "/levels");
  await page.getByLabel("Istruzioni AI per Livello Argento").fill("");
  await isKept(anna);
  await page.getByRole("link", { name: "Versioni" }).click();
  await page.locator(".draft-bar").getByRole("button", { name: "Pubblica…" }).click();
  await page.locator(".agent-warning").getByRole("link", { name: "Istruzioni AI per Livello Argento" }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest(".at-levelPromptOverlay2") !== null), within)
    .toBe(true);
  await publish(anna);
  const published = await coach();
  await page.getByRole("link", { name: "Versioni" }).click();
  const former = published.version - 1;
  await page.getByRole("link", { name: new RegExp(`^Versione ${former}`) }).click();
  await page.getByRole("tab", { name: "Che cosa è cambiato dopo" }).waitFor();
  await page.locator(".change del").first().waitFor();
  await expectAccessible(anna, "the versions");
  await page.getByRole("button", { name: "Torna a questa" }).click();
  await page.getByText(`Versione ${published.version + 1}: riportata la ${former}.`).waitFor();
  expect((await coach()).levelPromptOverlay2).not.toBeNull();
  expect(await coach()).toMatchObject({ version: published.version + 1, draft: null });
});

test("one question is tried on all levels side by side, with what it cost; one that is stopped says so", async () => {
  const { page } = anna;
  await open(anna, await coach(), "/try");
  await page.getByLabel("Scrivi come un cliente").fill("Quanto costa?");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".try-column .bubble.ai").count(), within).toBe(3);
  await page.getByText(/Prova costata finora/).waitFor();
  await stage.world.setPace({ firstTokenMs: 5_000, chunkMs: 5 });
  await page.getByLabel("Scrivi come un cliente").fill("E poi?");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Ferma" }).last().click();
  await page.getByText("Fermata").first().waitFor();
  await stage.world.setPace({ firstTokenMs: 20, chunkMs: 5 });
  await page.getByRole("button", { name: "Riprova" }).first().click();
  await expect.poll(() => page.locator(".try-column .bubble.ai").count(), within).toBe(4);
});

test("whoever signs up by a share link is answered with its guidance and as they wish, and the console shows it", async () => {
  const { page } = anna;
  await open(anna, await coach(), "/shares");
  await page.getByRole("button", { name: "Nuovo link" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nome").fill("Soci del circolo");
  await dialog.getByLabel("Indicazioni per l’agente").fill("Hanno lo sconto del circolo.");
  await dialog.getByRole("button", { name: "Nuovo link" }).click();
  const address = await page.locator(".share code").innerText();
  await expectAccessible(anna, "the share links");
  await page.getByRole("button", { name: "QR: Soci del circolo" }).click();
  await page.getByRole("img", { name: "Codice QR del link" }).waitFor();

  const web = customer.page;
  await web.goto(address);
  await web.getByRole("button", { name: "Accedi" }).tap();
  await web.getByRole("button", { name: "Registrati" }).tap();
  await web.getByLabel("Nome").fill("Elena Socia");
  await web.getByLabel("E-mail").fill("elena.socia@example.com");
  await web.getByLabel("Password").fill("una lunga parola");
  await web.locator("dialog button[type=submit]").tap();
  await web.getByLabel("Modo di scrivere").selectOption("formal");
  await web.getByText("Salvato. Vale dal prossimo messaggio").waitFor();
  await web.getByLabel("Lunghezza").selectOption("short");
  await expectAccessible(customer, "the profile");
  await web.getByRole("button", { name: "Chiudi" }).tap();
  const before = stage.world.gemini.requests.length;
  await web.getByLabel("Scrivi un messaggio").fill("Buongiorno, quanto costa?");
  await web.getByRole("button", { name: "Invia" }).tap();
  await expect.poll(() => stage.world.gemini.requests.length, within).toBeGreaterThan(before);
  const system = systemOf(stage.world.gemini.requests.at(-1)!);
  expect(system).toContain("Hanno lo sconto del circolo.");
  expect(system).toContain("Dai del lei");
  expect(system.indexOf("sconto del circolo")).toBeLessThan(system.indexOf("━━━ ISTRUZIONI LIVELLO BRONZO"));

  const { items } = await ask<List<AgentShare>>(page, `/api/agents/${(await coach()).id}/shares`);
  expect(items).toMatchObject([{ name: "Soci del circolo", readers: 1 }]);
  const contacts = await ask<List<{ readings: unknown[] }>>(page, "/api/contacts?search=Elena");
  expect(contacts.items[0]?.readings).toMatchObject([
    { writingStyle: "formal", answerLength: "short", share: { name: "Soci del circolo", isActive: true } },
  ]);
  await open(anna, await coach());
  await page.getByLabel("Come lo riceve un contatto").fill("Elena");
  await page.getByRole("button", { name: /Elena Socia/ }).click();
  await page.locator(".prompt-part.share", { hasText: "sconto del circolo" }).waitFor();
  await page.locator(".prompt-part.preferences", { hasText: "Dai del lei" }).waitFor();
});

test("everything of it fits a phone and can be used by everybody", async () => {
  const small = await WatchedPage.open(browser, { ...phoneOptions, viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await signIn(small.page);
  const agent = await coach();
  for (const section of ["", "/levels", "/limits", "/versions", "/shares", "/try"]) {
    await open(small, agent, section);
    await small.page.waitForTimeout(300);
    await expectAccessible(small, `the agent's ${section}`);
    await expectNoSidewaysScroll(small, `the agent's ${section}`);
  }
  await small.page.goto(`${stage.url}/console/agents/new`);
  await small.page.getByLabel("Nome dell’agente").fill("Di passaggio");
  await small.page.getByRole("button", { name: "Comincia" }).tap();
  await small.page.getByRole("button", { name: "Finisci dopo" }).waitFor();
  await expectAccessible(small, "the wizard on a phone");
  await expectNoSidewaysScroll(small, "the wizard on a phone");
  expect(small.problems).toEqual([]);
  await small.close();
});

test("no page complained while all that happened", () => {
  for (const watched of [anna, bruno, customer]) expect(watched.problems).toEqual([]);
});
