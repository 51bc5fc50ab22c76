import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { expectAccessible, expectNoSidewaysScroll, launchBrowser, type WatchedPage } from "./browser.ts";
import { colleague, consolePage, soon, withoutNetworkTalk } from "./consolePages.ts";
import { conversationOf, findContact, threadOf, turnsOf } from "./readings.ts";

/** One inbox, two people of a team at it: Anna on a desk in Italian, Bruno on a dark one in English, and Anna's phone. The tests build on each other. */

let stage: Stage;
let browser: Browser;
let anna: WatchedPage;
let bruno: WatchedPage;
let coach: Agent;
let line: ConnectedLine;
let marta: { phone: string; conversation: Conversation };
let luca: { phone: string; conversation: Conversation };

const row = ({ page }: WatchedPage, name: string): Locator => page.locator("a.row", { hasText: name });
const chips = ({ page }: WatchedPage): Locator => page.locator(".filter-row");
const filter = (watched: WatchedPage, name: string): Locator =>
  chips(watched).getByRole("link", { name: new RegExp(`^${name}`) });
const bubble = ({ page }: WatchedPage, text: string): Locator => page.locator("article.bubble", { hasText: text });
const item = ({ page }: WatchedPage, name: string | RegExp): Locator => page.getByRole("menu").getByText(name, { exact: true });
const toast = ({ page }: WatchedPage, text: string | RegExp): Locator => page.locator(".toast", { hasText: text });
const open = async (watched: WatchedPage, who: { conversation: Conversation }, query = "") => {
  await watched.page.goto(`${stage.url}/console/inbox/${who.conversation.id}${query}`);
  await watched.page.locator("article.bubble").first().waitFor();
};
const openInbox = async (watched: WatchedPage, query = "") => {
  await watched.page.goto(`${stage.url}/console/inbox${query}`);
  await watched.page.locator("a.row").first().waitFor();
};
const says = async (who: { phone: string }, text: string) => stage.world.phone(who.phone).says(text, { to: line.number });
const stored = (who: { conversation: Conversation }): Promise<Message[]> => threadOf(stage.owner, who.conversation.id);

/** Somebody who has written on WhatsApp and been answered. */
async function customer(phone: string, text: string): Promise<{ phone: string; conversation: Conversation }> {
  await stage.world.phone(phone).says(text, { to: line.number });
  await stage.world.phone(phone).waitFor(1);
  const { id } = await findContact(stage.owner, phone);
  return { phone, conversation: await conversationOf(stage.owner, id, coach.id) };
}

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  await stage.owner.patch("/api/auth/session", { name: "Anna Riva" });
  ({ agent: coach, line } = await stage.agentOnWhatsapp({ slug: "coach" }));
  await stage.agent({ name: "Assistenza", slug: "assistenza" });
  const phones = [stage.newPerson(), stage.newPerson()] as const;
  await stage.contact({ displayName: "Marta Bianchi", phone: phones[0], roles: ["client"] });
  await stage.contact({ displayName: "Luca Ferri", phone: phones[1], roles: ["lead"] });
  [marta, luca] = await Promise.all([customer(phones[0], "Ciao, sono Marta"), customer(phones[1], "Buongiorno, sono Luca")]);
  await stage.world.phone(marta.phone).messages();
  const answer = await fetch(`${stage.url}/api/public/ai/assistenza/chat`, {
    method: "POST",
    headers: { origin: stage.url, "content-type": "application/json" },
    body: JSON.stringify({ message: "Serve il certificato?", clientMessageId: crypto.randomUUID() }),
  });
  await answer.text();
  const member = await colleague(stage, "Bruno Neri", "bruno@filo.example");
  [anna, bruno] = [
    await consolePage(browser, stage, stage.owner),
    await consolePage(browser, stage, member, { theme: "dark", language: "en" }),
  ];
  await Promise.all([openInbox(anna), openInbox(bruno)]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe("the list", () => {
  test("is narrowed by who waits, whose and which agent's, with counts, all of it in the address", async () => {
    const { page } = anna;
    await soon(() => page.locator("a.row").count()).toBe(3);
    await soon(() => chips(anna).innerText()).toMatch(/Tutte\s*3.*Da leggere\s*3.*Clienti\s*1.*Lead\s*2/s);
    await filter(anna, "Clienti").click();
    await page.waitForURL(/\?filter=clients$/);
    await soon(() => page.locator("a.row .row-name").allInnerTexts()).toEqual(["Marta Bianchi"]);
    await page.goBack();
    await soon(() => page.locator("a.row").count()).toBe(3);
    await page.getByRole("button", { name: "Filtri e ordine" }).click();
    await item(anna, "Assistenza").click();
    await page.waitForURL(/[?&]agent=agt_/);
    await soon(() => page.locator("a.row .row-name").allInnerTexts()).toEqual(["Visitatore"]);
    await page.reload();
    await soon(() => page.locator("a.row .row-name").allInnerTexts()).toEqual(["Visitatore"]);
    await page.getByRole("link", { name: "Togli il filtro Agente: Assistenza" }).click();
    await soon(() => page.locator("a.row").count()).toBe(3);
    await filter(anna, "Mie").click();
    await page.getByText("Nessuna conversazione è tua.").waitFor();
    await expectAccessible(anna, "an empty filter");
    await filter(anna, "Tutte").click();
  });

  test("carries labels that are made where they are put on, and shows who has one", async () => {
    await open(anna, marta);
    const { page } = anna;
    const make = async (name: string) => {
      await page.locator(".head-bar").getByRole("button", { name: "Etichette" }).click();
      await item(anna, "Nuova etichetta…").click();
      await page.getByRole("dialog").getByLabel("Nome").fill(name);
      await page.getByRole("dialog").getByRole("button", { name: "Crea l’etichetta" }).click();
    };
    await make("Rinnovo");
    await row(anna, "Marta Bianchi").getByText("Rinnovo").waitFor();
    await row(bruno, "Marta Bianchi").getByText("Rinnovo").waitFor();
    await make("Rinnovo");
    await page.getByRole("dialog").locator(".field-error").waitFor();
    expect(await page.getByRole("dialog").getByLabel("Nome").inputValue()).toBe("Rinnovo");
    await page.keyboard.press("Escape");
    await bruno.page.getByRole("button", { name: "Filters and order" }).click();
    await item(bruno, "Closed").waitFor();
    await item(bruno, "Rinnovo").click();
    await bruno.page.waitForURL(/[?&]label=lbl_/);
    await soon(() => bruno.page.locator("a.row .row-name").allInnerTexts()).toEqual(["Marta Bianchi"]);
    await expectAccessible(bruno, "the inbox with a label, dark, in English");
    // The name is refused with a 409, which the browser tells of.
    anna.problems.length = 0;
  });
});

describe("a conversation", () => {
  test("is taken by a key, and everybody sees whose it is", async () => {
    const { page } = anna;
    await openInbox(bruno);
    await page.keyboard.press("i");
    await toast(anna, "Assegnata a Anna Riva.").waitFor();
    await row(bruno, "Marta Bianchi").getByText("Assigned to Anna Riva").waitFor({ state: "attached" });
    await soon(() => filter(anna, "Mie").innerText()).toMatch(/1$/);
    await page.keyboard.press("a");
    await page.getByRole("menuitemradio", { name: "Bruno Neri" }).click();
    await soon(() => filter(bruno, "Mine").innerText()).toMatch(/1$/);
    await soon(() => filter(anna, "Mie").innerText()).not.toMatch(/1/);
  });

  test("is put off, lies among those, and comes back on top when its time has come", async () => {
    const { page } = anna;
    await page.locator(".head-bar").getByRole("button", { name: "Posticipa" }).click();
    await expectAccessible(anna, "the menu of when it comes back");
    await item(anna, "Lunedì mattina").or(item(anna, "Domani mattina")).first().click();
    await toast(anna, /^Posticipata: torna/).waitFor();
    await page.getByText(/^Posticipata, torna/).waitFor();
    await soon(() => row(bruno, "Marta Bianchi").count()).toBe(0);
    await filter(anna, "Tutte").click();
    await page.getByRole("button", { name: "Filtri e ordine" }).click();
    await item(anna, "Posticipate").click();
    await row(anna, "Marta Bianchi").getByText(/Torna/).waitFor();
    const snoozedUntil = new Date(Date.now() + 1_500).toISOString();
    await stage.owner.patch(`/api/conversations/${marta.conversation.id}`, { place: "snoozed", snoozedUntil });
    await row(bruno, "Marta Bianchi").getByText("Back again").waitFor();
    expect(await bruno.page.locator("a.row .row-name").first().innerText()).toBe("Marta Bianchi");
    await row(anna, "Marta Bianchi").getByText("Di nuovo qui").waitFor();
    await page.goto(`${stage.url}/console/inbox?filter=snoozed`);
    await page.getByText("Niente di posticipato.").waitFor();
  });

  test("is closed, opened again from the toast, closed by key, and opened by the customer's next words", async () => {
    const { page } = anna;
    await open(anna, luca);
    await page.locator(".head-bar").getByRole("button", { name: "Chiudi", exact: true }).click();
    await soon(() => row(bruno, "Luca Ferri").count()).toBe(0);
    await toast(anna, "Conversazione chiusa.").getByRole("button", { name: "Annulla" }).click();
    await row(bruno, "Luca Ferri").waitFor();
    await page.locator(".head-bar").getByRole("button", { name: "Chiudi", exact: true }).waitFor();
    await page.keyboard.press("e");
    await page.locator(".place-note").getByText("Chiusa").waitFor();
    await soon(() => row(bruno, "Luca Ferri").count()).toBe(0);
    await says(luca, "Scusate, ancora una cosa");
    await row(bruno, "Luca Ferri").waitFor();
    await soon(() => page.locator(".place-note", { hasText: "Chiusa" }).count()).toBe(0);
  });

  test("is read and unread for each on their own", async () => {
    const unread = (watched: WatchedPage) => row(watched, "Luca Ferri").locator(".row-unread");
    await openInbox(anna);
    // Bruno came after the first messages: only what was said since is new to him.
    await unread(bruno).getByText("1", { exact: true }).waitFor();
    await soon(() => unread(anna).count()).toBe(0);
    await open(bruno, luca);
    await soon(() => unread(bruno).count()).toBe(0);
    await bruno.page.keyboard.press("u");
    await bruno.page.waitForURL(/\/console\/inbox(\?.*)?$/);
    await unread(bruno).waitFor();
    await soon(() => filter(bruno, "Unread").innerText()).toMatch(/\d/);
    expect(await unread(anna).count()).toBe(0);
  });
});

describe("two at one conversation", () => {
  test("see each other look and type", async () => {
    await Promise.all([open(anna, luca), open(bruno, luca)]);
    const onlookers = anna.page.locator(".onlookers");
    await onlookers.getByText("La guarda anche Bruno Neri").waitFor({ state: "attached" });
    await bruno.page.getByLabel("Write a message").pressSequentially("Un attimo");
    await onlookers.getByText("Bruno Neri sta scrivendo").waitFor({ state: "attached" });
    await anna.page.locator(".typing-line", { hasText: "Bruno Neri sta scrivendo…" }).waitFor();
    await expectAccessible(anna, "a thread with somebody else at it");
    await bruno.page.getByLabel("Write a message").fill("");
    await openInbox(bruno);
    await soon(() => onlookers.innerText()).toBe("");
  });

  test("a note names a colleague, who finds it; neither the customer nor the model ever does", async () => {
    const { page } = anna;
    await row(bruno, "Luca Ferri").waitFor();
    await page.keyboard.press("n");
    const note = page.getByLabel("Scrivi una nota per il team");
    await note.pressSequentially("Ci pensi tu, @bru");
    await page.getByRole("option", { name: /Bruno Neri/ }).waitFor();
    await expectAccessible(anna, "colleagues offered in a note");
    await page.keyboard.press("Enter");
    await note.pressSequentially("? Vuole il silver");
    await page.keyboard.press("Enter");
    await page.locator(".team-note", { hasText: "Vuole il silver" }).waitFor();
    await soon(() => row(bruno, "Luca Ferri").locator(".row-unread").count()).toBe(1);
    await row(bruno, "Luca Ferri").click();
    const named = bruno.page.locator(".team-note.for-me", { hasText: "Vuole il silver" });
    await named.getByText("Anna Riva").waitFor();
    await named
      .getByText(/Bruno Neri/)
      .first()
      .waitFor();
    const before = stage.world.gemini.requests.length;
    await says(luca, "Allora, che mi dite?");
    await soon(() => stage.world.gemini.requests.length).toBeGreaterThan(before);
    expect(turnsOf(stage.world.gemini.requests.at(-1)!).join("\n")).not.toContain("silver");
    expect((await stage.world.phone(luca.phone).messages()).map(({ body }) => body).join("\n")).not.toContain("silver");
    await anna.page.getByRole("button", { name: "Messaggio", exact: true }).click();
  });
});

describe("what is sent", () => {
  const first = "Arrivo subito, dammi un minuto";
  const second = "Eccomi: il silver costa 59 euro";
  const own = (messages: readonly { text: string }[]) =>
    messages.map(({ text }) => text).filter((text) => [first, second].includes(text));

  test("stands there at once, and goes out once when its answer is lost, the page is left and the network comes and goes", async () => {
    const { page } = anna;
    await open(anna, luca);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    let reached = 0;
    await page.route("**/send", async (route) => {
      // The first reaches the server, whose answer never comes back; nothing after it reaches anything.
      if (reached++ === 0) await route.fetch();
      await route.abort("connectionreset");
    });
    const composer = page.getByLabel("Scrivi un messaggio");
    await composer.fill(first);
    await composer.press("Enter");
    await bubble(anna, first).waitFor();
    await bubble(bruno, first).waitFor();
    await composer.fill(second);
    await composer.press("Enter");
    await bubble(anna, second).waitFor();
    await page.reload();
    for (const text of [first, second]) await bubble(anna, text).waitFor();
    expect(own(await stored(luca))).toEqual([first]);
    await page.context().setOffline(true);
    await page.getByText("Sei senza rete", { exact: false }).waitFor();
    await page.unroute("**/send");
    await page.context().setOffline(false);
    await soon(async () => own(await stored(luca))).toEqual([first, second]);
    await bubble(bruno, second).waitFor();
    await soon(() => page.locator(".bubble.consultant .ticks, .bubble.consultant [aria-label]").count()).toBeGreaterThan(0);
    for (const watched of [anna, bruno])
      for (const text of [first, second]) await soon(() => bubble(watched, text).count()).toBe(1);
    await soon(async () => own((await stage.world.phone(luca.phone).messages()).map(({ body }) => ({ text: body })))).toEqual([
      first,
      second,
    ]);
  });

  test("takes the conversation over, with who and when for everybody", async () => {
    await bruno.page.getByRole("switch", { name: "You answer" }).waitFor();
    await bruno.page.locator(".ai-switch", { hasText: "Anna Riva" }).waitFor();
    await row(bruno, "Luca Ferri").locator(".row-chips").getByText("Person").waitFor();
    await bruno.page.getByRole("switch", { name: "You answer" }).click();
    await anna.page.getByRole("switch", { name: "AI attiva" }).waitFor();
    await anna.page.locator(".ai-switch", { hasText: "Bruno Neri" }).waitFor();
  });
});

test("on a phone one pane at a time, with everything in a menu and the way back", async () => {
  const small = await consolePage(browser, stage, stage.owner, { width: 390, theme: "dark" });
  const { page } = small;
  await openInbox(small);
  await expectAccessible(small, "the inbox on a phone");
  await row(small, "Marta Bianchi").tap();
  await page.locator("article.bubble").first().waitFor();
  expect(await page.getByRole("region", { name: "Conversazioni" }).isVisible()).toBe(false);
  await page.getByRole("button", { name: "Altre azioni" }).tap();
  await item(small, "Etichette").tap();
  await page.getByRole("menuitemcheckbox", { name: "Rinnovo" }).waitFor();
  await expectAccessible(small, "a menu on a phone");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Altre azioni" }).tap();
  await item(small, "Apri il contesto").tap();
  await page.locator("aside.context").waitFor();
  await expectNoSidewaysScroll(small, "the context on a phone");
  await page.goBack();
  await page.getByLabel("Scrivi un messaggio").waitFor();
  await expectNoSidewaysScroll(small, "a thread on a phone");
  await expectAccessible(small, "a thread on a phone");
  await page.goBack();
  await row(small, "Luca Ferri").waitFor();
  await row(small, "Luca Ferri").tap();
  await page.getByRole("button", { name: "Chiudi la conversazione" }).tap();
  await page.waitForURL(/\/console\/inbox$/);
  await soon(() => row(small, "Luca Ferri").count()).toBe(0);
  expect(small.problems).toEqual([]);
  await small.close();
});

test("no page complained while all that happened", () => {
  for (const watched of [anna, bruno]) expect(withoutNetworkTalk(watched.problems)).toEqual([]);
});
