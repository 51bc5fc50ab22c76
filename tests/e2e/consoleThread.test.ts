import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { GeminiRequest } from "../world/contract.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { expectAccessible, expectNoSidewaysScroll, launchBrowser, phone as phoneOptions, WatchedPage } from "./browser.ts";
import { consolePage, soon, withoutNetworkTalk } from "./consolePages.ts";
import { conversationOf, findContact, threadOf, turnsOf } from "./readings.ts";

/** One thread from all its sides: Anna on a desk in Italian and on a dark phone in English, a customer on WhatsApp, a visitor on the public page. */

interface Customer {
  phone: string;
  conversation: Conversation;
}

let stage: Stage;
let browser: Browser;
let anna: WatchedPage;
let small: WatchedPage;
let visitor: WatchedPage;
let coach: Agent;
let line: ConnectedLine;
let marta: Customer;
let luca: Customer;

const bubble = ({ page }: WatchedPage, text: string): Locator => page.locator("article.bubble", { hasText: text });
const composer = ({ page }: WatchedPage): Locator => page.getByLabel(/^(Scrivi un messaggio|Write a message)$/);
const asked = (words: string): GeminiRequest | undefined =>
  stage.world.gemini.requests.findLast((request) => turnsOf(request).join("\n").includes(words));
const says = ({ phone }: Customer, text: string) => stage.world.phone(phone).says(text, { to: line.number });
const heard = async ({ phone }: Customer): Promise<string[]> =>
  (await stage.world.phone(phone).messages()).filter(({ direction }) => direction !== "inbound").map(({ body }) => body);
const open = async (watched: WatchedPage, { conversation }: Pick<Customer, "conversation">) => {
  await watched.page.goto(`${stage.url}/console/inbox/${conversation.id}`);
  await watched.page.locator("article.bubble").first().waitFor();
};
const writeOnPage = async (text: string) => {
  await visitor.page.getByLabel("Write a message").fill(text);
  await visitor.page.getByRole("button", { name: "Send", exact: true }).tap();
};

async function customer(name: string): Promise<Customer> {
  const phone = stage.newPerson();
  await stage.contact({ displayName: name, phone });
  await stage.world.phone(phone).says("Buongiorno!", { to: line.number });
  await stage.world.phone(phone).waitFor(1);
  const { id } = await findContact(stage.owner, phone);
  return { phone, conversation: await conversationOf(stage.owner, id, coach.id) };
}

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  await stage.owner.patch("/api/auth/session", { name: "Anna Riva" });
  ({ agent: coach, line } = await stage.agentOnWhatsapp({ slug: "coach", handBackMinutes: 30, dailyMessageLimit: 1_000 }));
  [marta, luca] = await Promise.all([customer("Marta Bianchi"), customer("Luca Ferri")]);
  anna = await consolePage(browser, stage, stage.owner);
  small = await consolePage(browser, stage, stage.owner, { width: 390, theme: "dark", language: "en" });
  visitor = await WatchedPage.open(browser, { ...phoneOptions, locale: "en-GB", viewport: { width: 390, height: 844 } });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("the composer", () => {
  test("keeps answers ready: made where they are missing, called up with a slash, filled in with the name", async () => {
    await open(anna, marta);
    const { page } = anna;
    await composer(anna).pressSequentially("/");
    await page.getByText("Nessuna risposta pronta", { exact: false }).first().waitFor();
    await page.getByRole("option", { name: "Gestisci le risposte pronte" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Nuova risposta" }).click();
    await dialog.getByLabel("Scorciatoia").fill("orari di apertura");
    await dialog.getByLabel("Testo").fill("Ciao {{name}}, siamo aperti dalle 7 alle 22.");
    await dialog.getByRole("button", { name: "Salva" }).click();
    await dialog.getByText("Solo lettere, cifre, - e _, al massimo 30.").waitFor();
    expect(await dialog.getByLabel("Testo").inputValue()).toBe("Ciao {{name}}, siamo aperti dalle 7 alle 22.");
    await expectAccessible(anna, "an answer that is refused");
    await dialog.getByLabel("Scorciatoia").fill("orari");
    await dialog.getByRole("button", { name: "Salva" }).click();
    await dialog.locator(".canned-shortcut", { hasText: "/orari" }).waitFor();
    await page.keyboard.press("Escape");
    await composer(anna).fill("");
    await composer(anna).pressSequentially("/ora");
    await page.getByRole("option", { name: /orari/ }).waitFor();
    await expectAccessible(anna, "the answers kept ready");
    await page.keyboard.press("Enter");
    await soon(() => composer(anna).inputValue()).toMatch(/^Ciao Marta, siamo aperti dalle 7 alle 22\.\s?$/);
  });

  test("keeps what isn't sent with its conversation, a note apart from it, over a reload", async () => {
    const { page } = anna;
    await page.getByRole("button", { name: "Nota", exact: true }).click();
    await page.getByLabel("Scrivi una nota per il team").fill("Chiede sempre degli orari");
    await page.locator("a.row", { hasText: "Luca Ferri" }).click();
    await page.getByRole("region", { name: "Conversazione con Luca Ferri" }).waitFor();
    expect(await composer(anna).inputValue()).toBe("");
    await page.locator("a.row", { hasText: "Marta Bianchi" }).getByText("Bozza:").waitFor();
    await page.reload();
    await page.locator("a.row", { hasText: "Marta Bianchi" }).click();
    await page.getByRole("region", { name: "Conversazione con Marta Bianchi" }).waitFor();
    await page.keyboard.press("n");
    await soon(() => page.getByLabel("Scrivi una nota per il team").inputValue()).toBe("Chiede sempre degli orari");
    await page.keyboard.press("Escape");
    await page.keyboard.press("r");
    await composer(anna).press("Shift+Enter");
    await composer(anna).pressSequentially("A presto!");
    await page.keyboard.press("Enter");
    await soon(() => heard(marta)).toContain("Ciao Marta, siamo aperti dalle 7 alle 22. \nA presto!".replace(" \n", "\n"));
  });

  test("a written answer takes over, says who, when and until when, and offers what the AI would say", async () => {
    const { page } = anna;
    const strip = page.locator(".ai-switch");
    await page.getByRole("switch", { name: "Rispondi tu" }).waitFor();
    expect(await strip.innerText()).toMatch(/Anna Riva, (oggi )?.*\d\d[:.]\d\d/s);
    expect(await strip.locator(".hands-back").innerText()).toMatch(/^Torna all’AI /);
    await page.getByText("Hai preso tu la conversazione. Un riassunto per cominciare?").waitFor();
    await stage.world.script({ text: "Marta chiede gli orari." });
    await page.locator(".assist-card.offer").getByRole("button", { name: "Riassumi" }).click();
    await page.getByRole("region", { name: "Riassunto della conversazione" }).getByText("Marta chiede gli orari.").waitFor();
    await says(marta, "E la domenica?");
    await bubble(anna, "E la domenica?").waitFor();
    await stage.world.script({ text: "La domenica siamo chiusi.", contains: "E la domenica?" });
    await page.getByTitle("Fatti suggerire una risposta dall’AI").click();
    await soon(() => composer(anna).inputValue()).toBe("La domenica siamo chiusi.");
    expect(await heard(marta)).not.toContain("La domenica siamo chiusi.");
    await expectAccessible(anna, "a thread in a person's hands, with summary and suggestion");
    await composer(anna).fill("");
  });

  test("says why something failed, and sends it again once", async () => {
    await stage.world.deliver({ to: marta.phone, outcome: "failed", errorCode: 63_024 });
    await composer(anna).fill("La domenica riposiamo");
    await composer(anna).press("Enter");
    const failed = bubble(anna, "La domenica riposiamo");
    await failed.locator(".bubble-failure").waitFor();
    await expectAccessible(anna, "a message that failed");
    await failed.getByRole("button", { name: "Riprova" }).click();
    await failed.getByRole("button", { name: /^(Letto|Consegnato)/ }).waitFor();
    await soon(() => failed.count()).toBe(1);
  });
});

describe("a long thread", () => {
  beforeAll(async () => {
    await open(anna, marta);
    const texts = Array.from({ length: 40 }, (_, at) =>
      at === 3 ? "Mi serve il certificato agonistico" : `Pensiero numero ${at}`,
    );
    await stage.owner.patch(`/api/conversations/${luca.conversation.id}/ai-toggle`, { aiEnabled: false });
    await stage.world.phone(luca.phone).saysAll(texts, { to: line.number });
    const all = async () => {
      const [last] = (await threadOf(stage.owner, luca.conversation.id)).slice(-1);
      if (last?.text !== texts.at(-1)) throw new Error("not everything has arrived");
    };
    await vi.waitFor(all, { timeout: 15_000 });
    await stage.owner.call("PATCH", `/api/conversations/${luca.conversation.id}/mark-read`);
  });

  test("says what is new, keeps its place while more comes, and goes to the latest", async () => {
    const { page } = anna;
    for (const text of ["Nuovo uno", "Nuovo due"]) await says(luca, text);
    await page.locator("a.row", { hasText: "Luca Ferri" }).getByText("2 da leggere").waitFor({ state: "attached" });
    await page.locator("a.row", { hasText: "Luca Ferri" }).click();
    await page.locator(".new-divider", { hasText: "Nuovi" }).waitFor();
    const after = await page.locator(".new-divider").evaluate((divider) => {
      const below = (element: Element) => divider.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      return [...document.querySelectorAll("article.bubble .bubble-text")].filter(below).map(({ textContent }) => textContent);
    });
    expect(after).toEqual(["Nuovo uno", "Nuovo due"]);
    await soon(() => page.locator("a.row", { hasText: "Luca Ferri" }).locator(".row-unread").count()).toBe(0);
    const pane = page.locator(".messages");
    const top = () => pane.evaluate((element) => element.scrollTop);
    await pane.hover();
    await page.mouse.wheel(0, -900);
    await page.getByRole("button", { name: "Vai all’ultimo" }).waitFor();
    const held = await top();
    for (const text of ["Ancora uno", "Ancora due"]) await says(luca, text);
    await page.getByRole("button", { name: "2 nuovi messaggi" }).waitFor();
    expect(Math.abs((await top()) - held)).toBeLessThan(50);
    await expectAccessible(anna, "a long thread, read back");
    await page.getByRole("button", { name: "2 nuovi messaggi" }).click();
    await bubble(anna, "Ancora due").waitFor();
    await soon(() => page.locator("button.jump").count()).toBe(0);
  });

  test("is searched, and the hit opens in its place: on a phone too, with the way back", async () => {
    const { page } = small;
    await page.goto(`${stage.url}/console/inbox`);
    await page.getByPlaceholder("Search names, messages, files").fill("agonistico");
    await page.waitForURL(/[?&]q=agonistico/);
    await page.locator("a.row mark", { hasText: "agonistico" }).waitFor();
    await expectAccessible(small, "a search on a dark phone in English");
    await page.locator("a.row", { has: page.locator("mark") }).tap();
    await page.waitForURL(/[?&]message=msg_/);
    await soon(() => bubble(small, "certificato agonistico").evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    await soon(() => bubble(small, "certificato agonistico").isVisible()).toBe(true);
    await expectNoSidewaysScroll(small, "a hit in its place");
    await expectAccessible(small, "a hit in its place");
    await page.goBack();
    await page.locator("a.row mark").waitFor();
    expect(await page.getByPlaceholder("Search names, messages, files").inputValue()).toBe("agonistico");
  });
});

describe("a new topic", () => {
  test("of a colleague's: the thread stays, the model is given nothing older", async () => {
    const answered = (await heard(luca)).length;
    await stage.owner.patch(`/api/conversations/${luca.conversation.id}/ai-toggle`, { aiEnabled: true });
    // What he is still waiting for is answered first.
    await stage.world.phone(luca.phone).waitFor(answered + 1);
    const { page } = small;
    await open(small, luca);
    await page.getByRole("button", { name: "More actions" }).tap();
    await page.getByRole("menu").getByText("New topic", { exact: true }).tap();
    await page.locator(".topic-divider", { hasText: "New topic · Anna Riva" }).waitFor();
    await anna.page.locator(".topic-divider", { hasText: "Nuovo argomento · Anna Riva" }).waitFor();
    await says(luca, "Che prezzo ha il corso base?");
    await soon(() => asked("corso base") !== undefined).toBe(true);
    const turns = turnsOf(asked("corso base")!).join("\n");
    expect(turns).not.toMatch(/Pensiero numero|agonistico|Ancora due/);
    await expectAccessible(small, "a thread with a new topic");
  });

  test("of the visitor's, on the public page", async () => {
    const { page } = visitor;
    await page.goto(`${stage.url}/ai/coach`);
    await writeOnPage("Hello, my knee hurts");
    await page.locator(".message.ai:not(.draft)").first().waitFor();
    await page.getByRole("button", { name: "New topic" }).tap();
    const answers = page.locator(".message.ai:not(.draft)");
    await answers.nth(1).waitFor();
    await writeOnPage("What does the yearly plan cost?");
    await answers.nth(2).waitFor();
    expect(turnsOf(asked("yearly plan")!).join("\n")).not.toContain("knee");
    await page.getByText("Hello, my knee hurts").waitFor();
    await anna.page.locator("a.row", { hasText: "Visitatore" }).click();
    await anna.page.locator(".topic-divider", { hasText: "Nuovo argomento · Visitatore" }).waitFor();
    await bubble(anna, "What does the yearly plan cost?").first().waitFor();
    await expectAccessible(visitor, "the public page after a new topic");
  });
});

describe("the visitor and whoever answers", () => {
  test("see each other write, once a person has taken over", async () => {
    const { page } = anna;
    await page.getByRole("switch", { name: "AI attiva" }).click();
    await page.getByRole("switch", { name: "Rispondi tu" }).waitFor();
    await visitor.page.getByText("A person is answering you, here in this conversation.").waitFor();
    const line = page.locator(".typing-line", { hasText: "Visitatore sta scrivendo…" });
    // Said every few seconds while they go on.
    const typed = async () => {
      await visitor.page.getByLabel("Write a message").press("a");
      return line.count();
    };
    await soon(typed).toBe(1);
    await composer(anna).pressSequentially("Ciao");
    await visitor.page.getByText("A person is writing").waitFor({ state: "attached" });
    await composer(anna).fill("");
    await visitor.page.getByLabel("Write a message").fill("");
  });

  test("a link that is sent shows what stands behind it", async () => {
    await writeOnPage(`Is it this one? ${stage.world.url}/sites/corso-yoga`);
    const card = bubble(anna, "Is it this one?").locator("a.link-preview");
    await card.getByText("Corso di yoga & pilates").waitFor();
    expect(await card.getAttribute("rel")).toContain("noopener");
    await soon(() => card.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  });

  test("a person who is blocked, by name, is told so on the page; what they wrote stays; unblocking opens it again", async () => {
    const { page } = anna;
    await page.getByRole("button", { name: "Altre azioni" }).click();
    await page.getByRole("menu").getByText("Blocca…", { exact: true }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Blocca", exact: true }).getAttribute("aria-disabled")).toBe("true");
    await dialog.getByRole("textbox").fill("Visitatore");
    await expectAccessible(anna, "blocking by name");
    await dialog.getByRole("button", { name: "Blocca", exact: true }).click();
    await page.locator(".composer-note", { hasText: "Visitatore è nella lista dei bloccati" }).waitFor();
    await writeOnPage("Why does nobody answer?");
    await visitor.page.getByText("You can't write here any more.").waitFor();
    await bubble(anna, "Why does nobody answer?").waitFor();
    await expectAccessible(visitor, "the page of somebody who is blocked");
    await page.goto(`${stage.url}/console/inbox?filter=blocked`);
    await page.locator("a.row", { hasText: "Visitatore" }).click();
    await page.locator(".place-note").getByRole("button", { name: "Sblocca" }).click();
    await composer(anna).waitFor();
    await writeOnPage("Are we good?");
    await bubble(anna, "Are we good?").waitFor();
  });
});

test("a conversation is begun with somebody who has never written, by a template", async () => {
  const types = { "twilio/text": { body: "Ciao {{1}}, ci vediamo in palestra?" } };
  await stage.world.templates.put({
    accountSid: line.accountSid,
    friendlyName: "ci_vediamo",
    language: "it",
    types,
    variables: { 1: "Elena" },
  });
  const phone = stage.newPerson();
  await stage.contact({ displayName: "Elena Sartori", phone });
  const { page } = anna;
  await page.getByRole("button", { name: "Nuova conversazione" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Cerca un contatto").fill("Elena");
  await dialog.getByRole("button", { name: /Elena Sartori/ }).click();
  await expectAccessible(anna, "a new conversation");
  await dialog.getByRole("button", { name: "Apri la conversazione" }).click();
  await page.getByText("Elena Sartori non ha ancora scritto su WhatsApp", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Sincronizza" }).click();
  await page.getByRole("button", { name: /ci vediamo/i }).click();
  await page.getByLabel("Valore per {{1}}").fill("Elena");
  await page.getByRole("button", { name: "Invia il modello" }).click();
  await bubble(anna, "Ciao Elena, ci vediamo in palestra?").waitFor();
  const [message] = await stage.world.phone(phone).waitFor(1);
  expect(message?.body).toContain("Ciao Elena");
});

test("no page complained while all that happened", () => {
  for (const watched of [anna, small]) expect(withoutNetworkTalk(watched.problems)).toEqual([]);
  // The page of a person who is blocked is refused once.
  expect(visitor.problems.filter((problem) => !/status of 403/.test(problem))).toEqual([]);
});
