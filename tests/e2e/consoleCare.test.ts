import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import type { Session } from "../../schema/contract/auth.ts";
import type { Settings } from "../../schema/contract/settings.ts";
import { ConsoleClient } from "../support/consoleClient.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { sample } from "../world/samples/catalogue.ts";
import { expectAccessible, launchBrowser, type WatchedPage } from "./browser.ts";
import { consolePage, soon, withoutNetworkTalk } from "./consolePages.ts";
import { conversationOf, findContact } from "./readings.ts";

/** What keeps a day at the console from going wrong: what is said while nobody is there, what is lost by nobody, who is still signed in. */

let stage: Stage;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let agent: Agent;
let line: ConnectedLine;
let person: string;
let threadId: string;

const says = (text: string) => stage.world.phone(person).says(text, { to: line.number });
const composer = (): Locator => page.getByLabel("Scrivi un messaggio");
const bubble = (text: string): Locator => page.locator("article.bubble", { hasText: text });
const openThread = async () => {
  await page.goto(`${stage.url}/console/inbox/${threadId}`);
  await page.locator("article.bubble").first().waitFor();
};

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser(["--autoplay-policy=no-user-gesture-required"])]);
  ({ agent, line } = await stage.agentOnWhatsapp());
  person = stage.newPerson();
  await stage.contact({ displayName: "Marta Bianchi", phone: person, roles: ["client"] });
  await says("Buongiorno, sono Marta");
  await stage.world.phone(person).waitFor(1);
  threadId = (await conversationOf(stage.owner, (await findContact(stage.owner, person)).id, agent.id)).id;
  watched = await consolePage(browser, stage, stage.owner);
  ({ page } = watched);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

test("the console fetches the words of one language, and turns to the other without a moment of neither", async () => {
  const fetched: string[] = [];
  page.on("response", (response) => fetched.push(/\/assets\/(it|en)-[^/]*\.js$/.exec(response.url())?.[1] ?? ""));
  const words = () => [...new Set(fetched.filter(Boolean))];
  await page.goto(`${stage.url}/console/settings/account`);
  const choice = page.getByLabel("Lingua della console");
  await choice.waitFor();
  expect(words()).toEqual(["it"]);
  await page.evaluate(() => {
    const titles: string[] = [];
    const look = () => titles.push(document.querySelector("h1")?.textContent ?? "") && requestAnimationFrame(look);
    look();
    Object.assign(window, { titles });
  });
  await choice.selectOption("en");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  expect(words()).toEqual(["it", "en"]);
  expect(await page.evaluate(() => [...new Set((window as unknown as { titles: string[] }).titles)])).toEqual([
    "Impostazioni",
    "Settings",
  ]);
  await page.getByLabel("Language of the console").selectOption("it");
  await page.getByRole("heading", { level: 1, name: "Impostazioni" }).waitFor();
});

test("a thread on its way stands as it will: the room of its messages is taken, and the composer is where it stays", async () => {
  const boxOf = async (what: Locator) => (await what.boundingBox())!;
  const thread = page.getByRole("region", { name: /^Conversazione con/ });
  // First of all, since what has been read once is kept in the browser and shown.
  await page.route("**/api/conversations/*/messages?*", (route) => route.abort());
  await page.goto(`${stage.url}/console/inbox/${threadId}`);
  await thread.getByRole("button", { name: "Riprova" }).waitFor();
  const unread = await boxOf(composer());
  await page.unrouteAll();
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/api/conversations/*/messages?*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${stage.url}/console/inbox/${threadId}`);
  await composer().waitFor();
  const waiting = thread.locator(".skeleton");
  expect((await boxOf(waiting)).width).toBe((await boxOf(thread)).width);
  expect(await boxOf(composer())).toEqual(unread);
  arrive();
  await page.locator("article.bubble").first().waitFor();
  expect(await boxOf(composer())).toEqual(unread);
  await page.unrouteAll();
});

test("who writes while everybody is out is told so once, and both sides see it", async () => {
  const awayText = "Siamo chiusi: ti rispondiamo domani mattina.";
  await stage.owner.patch("/api/settings", { officeHours: Array.from({ length: 7 }, () => []), awayText });
  await openThread();
  await page.getByRole("switch", { name: /AI/ }).first().click();
  await page.getByText("Rispondi tu").first().waitFor();
  const told = async () => (await stage.world.phone(person).messages()).filter(({ body }) => body === awayText).length;
  await says("Posso parlare con Anna?");
  await bubble(awayText).getByText("Avviso automatico").waitFor();
  await soon(told).toBe(1);
  await says("Ci siete?");
  await bubble("Ci siete?").waitFor();
  await page.waitForTimeout(1_000);
  expect(await told()).toBe(1);
});

test("files that are pasted or dropped go along, and the customer gets them", async () => {
  const give = (how: "paste" | "drop", name: "pasta.jpg" | "fattura.pdf") => {
    const { bytes, contentType } = sample(name);
    const file = { name, type: contentType, base64: Buffer.from(bytes).toString("base64") };
    return page.evaluate(
      ([kind, { name: fileName, type, base64 }]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], fileName, { type }));
        const [text, thread] = [document.querySelector(".composer textarea")!, document.querySelector("section.thread")!];
        const options = { bubbles: true, cancelable: true };
        if (kind === "paste") text.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        else
          for (const step of ["dragenter", "drop"]) thread.dispatchEvent(new DragEvent(step, { ...options, dataTransfer: data }));
      },
      [how, file] as const,
    );
  };
  await give("paste", "pasta.jpg");
  await page.getByRole("button", { name: "Togli pasta.jpg" }).waitFor();
  await give("drop", "fattura.pdf");
  await page.getByRole("button", { name: "Togli fattura.pdf" }).waitFor();
  await composer().fill("Ecco tutto");
  await composer().press("Enter");
  const files = async () =>
    (await stage.world.phone(person).messages()).flatMap(({ media, direction }) =>
      direction === "inbound" ? [] : media.map(({ contentType }) => contentType),
    );
  await soon(files).toEqual(["image/jpeg", "application/pdf"]);
});

test("a toast that comes while a dialog is open can be pressed", async () => {
  await page.route("**/api/conversations/*", async (route) => {
    if (route.request().method() === "PATCH") await page.waitForTimeout(700);
    await route.continue().catch(() => undefined);
  });
  await page.locator(".messages").focus();
  await page.keyboard.press("i");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  const undo = page.locator(".toast", { hasText: /^Assegnata/ }).getByRole("button", { name: "Annulla" });
  await undo.click();
  await page.unroute("**/api/conversations/*");
  await page.keyboard.press("Escape");
  await soon(async () => (await stage.owner.get<{ assignee: unknown }>(`/api/conversations/${threadId}`)).assignee).toBeNull();
});

test("a message makes a sound for who asked for it, and for nobody else", async () => {
  await page.addInitScript(() => {
    let played = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function begin(...at) {
      played += 1;
      return start.apply(this, at);
    };
    Object.defineProperty(window, "played", { get: () => played });
  });
  const played = () => page.evaluate(() => (window as unknown as { played: number }).played);
  await page.goto(`${stage.url}/console/settings/account`);
  const sound = page.getByRole("switch", { name: "Suono" });
  const isOn = async () => (await sound.getAttribute("aria-checked")) === "true" || (await sound.isChecked());
  await sound.waitFor();
  if (await isOn()) await sound.click();
  await says("In silenzio");
  await page.waitForTimeout(1_500);
  expect(await played()).toBe(0);
  await sound.click();
  const tried = await played();
  await says("Con un suono");
  await soon(played).toBeGreaterThan(tried);
});

test("settings that somebody else has saved meanwhile are shown side by side, and nothing typed is lost", async () => {
  await page.goto(`${stage.url}/console/settings`);
  const name = page.getByLabel("Nome", { exact: true }).first();
  await name.fill("Palestra di Anna");
  await stage.owner.patch("/api/settings", { name: "Palestra di Bruno" });
  await page.getByRole("button", { name: "Salva", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Qualcun altro ha salvato nel frattempo" });
  await dialog.getByText("Palestra di Bruno").waitFor();
  await dialog.getByText("Palestra di Anna").waitFor();
  await expectAccessible(watched, "two versions of the settings");
  await page.keyboard.press("Escape");
  expect(await name.inputValue()).toBe("Palestra di Anna");
  await page.getByRole("button", { name: "Salva", exact: true }).click();
  await dialog.getByText("Palestra di Bruno").waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  await soon(() => name.inputValue()).toBe("Palestra di Anna");
  await page.getByRole("button", { name: "Salva", exact: true }).click();
  await dialog.getByText("Palestra di Bruno").waitFor();
  await page.keyboard.press("Escape");
  expect((await stage.owner.get<Settings>("/api/settings")).name).toBe("Palestra di Bruno");
});

test("signing out asks before it loses what has not gone out, and does not pretend to without a network", async () => {
  await openThread();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.context().setOffline(true);
  await composer().fill("Mai partito");
  await composer().press("Enter");
  await bubble("Mai partito").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Cerca e comandi" }).fill("Esci");
  await page.getByRole("option", { name: /Esci/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Uscire adesso?" });
  await dialog.getByText("Un messaggio non è ancora partito").waitFor();
  await dialog.getByText("Senza connessione non si può uscire").first().waitFor();
  await expectAccessible(watched, "signing out with something unsent");
  expect(await dialog.getByRole("button", { name: "Esci e perdili" }).getAttribute("aria-disabled")).toBe("true");
  await dialog.getByRole("button", { name: "Resta" }).click();
  await page.context().setOffline(false);
  const arrived = async () => (await stage.world.phone(person).messages()).filter(({ body }) => body === "Mai partito").length;
  await expect.poll(arrived, { timeout: 15_000 }).toBe(1);
});

test("signing out everywhere else leads every other browser to the door, and leaves this one in", async () => {
  const elsewhere = new ConsoleClient(stage.url);
  const { user } = await stage.owner.get<Session>("/api/auth/session");
  await elsewhere.post("/api/auth/sign-in", { email: user.email, password: "quattro stagioni" });
  const other = await consolePage(browser, stage, elsewhere);
  await other.page.goto(`${stage.url}/console/inbox`);
  await other.page.locator("a.row").first().waitFor();
  await page.goto(`${stage.url}/console/settings/account`);
  await page.getByRole("button", { name: "Esci da tutti gli altri" }).click();
  await other.page.waitForURL(/sign-in/);
  expect((await elsewhere.ask("GET", "/api/auth/session")).status).toBe(401);
  await page.goto(`${stage.url}/console/inbox`);
  await page.locator("a.row").first().waitFor();
  await other.close();
});

test("no page complained while all that happened", () => {
  expect(withoutNetworkTalk(watched.problems).filter((problem) => !/status of 409/.test(problem))).toEqual([]);
});
