import type { Page } from "playwright-core";
import { sample, type SampleName } from "../../world/samples/catalogue.ts";
import type { Story } from "./story.ts";

/** Who looks: nobody in particular, the consultant, Marta, the visitor who sent files, or the one without messages left. */
export type Looker = "nobody" | "owner" | "marta" | "sender" | "usedUp";

export interface Screen {
  name: string;
  as: Looker;
  path(story: Story): string;
  /** What shows that the screen is complete. */
  ready: string;
  /**
   * Pictures are taken in four rounds: with a daily limit of one, as usual, a day later by the browser's clock, and what brings new
   * visitors last.
   */
  round?: "limited" | "later" | "last";
  /** The one width at which it is a screen of its own. */
  only?: 390 | 1440;
  /** In Italian alone, and dark on the desk alone: for what another picture has shown in every look already. */
  isBrief?: true;
  /** What is shown goes away with the focus that `prepare` leaves somewhere. */
  keepsFocus?: true;
  /** What is done on it before the picture is taken. */
  prepare?(page: Page): Promise<void>;
}

const agentSection = (section: string) => (story: Story) => `/console/agents/${story.coach.id}${section}`;
const settle = (page: Page, selector: string) => page.locator(selector).first().waitFor();
const isDesk = (page: Page): boolean => page.viewportSize()?.width === 1440;

async function bringUp(page: Page, selector: string, text: string, block: "center" | "end" = "center"): Promise<void> {
  const wanted = page.locator(selector, { hasText: text }).last();
  await wanted.waitFor();
  await wanted.evaluate((element, where) => element.scrollIntoView({ block: where }), block);
}

/** Only what is near the screen is in the thread. */
async function openPicture(page: Page): Promise<void> {
  const picture = page.getByRole("button", { name: /^Ingrandisci/ }).first();
  for (let step = 0; step < 20 && (await picture.count()) === 0; step++) {
    await page.locator(".messages").evaluate((element) => (element.scrollTop -= 300));
    await page.waitForTimeout(150);
  }
  // Not by the pointer: what is above the picture may still be finding its height, and moves it from under a press.
  await picture.press("Enter");
  await settle(page, "dialog[open] img, [role=dialog] img");
}

const inHand = (name: SampleName) => {
  const { bytes, fileName, contentType } = sample(name);
  return { name: fileName, mimeType: contentType, buffer: Buffer.from(bytes) };
};

async function attachFiles(page: Page): Promise<void> {
  const drawing = { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") };
  await page.locator("input[type=file]").setInputFiles([inHand("squat.jpg"), inHand("programma.pdf"), drawing]);
  await page.locator(".attachment").nth(2).waitFor();
  await page.locator(".attachment-progress").first().waitFor({ state: "detached" });
}

async function fillInTemplate(page: Page): Promise<void> {
  await page.getByRole("button", { name: /promemoria appuntamento/i }).click();
  await page.getByLabel("Valore per {{1}}").fill("Marta");
  await page.getByLabel("Valore per {{2}}").fill("giovedì");
  await page.getByLabel("Valore per {{3}}").fill("18:00");
}

const inMartasThread = ({ marta }: Story) => `/console/inbox/${marta.conversationId}`;

/** What is called up by a sign, as it is typed. */
const callUp = (mode: string | null, sign: string) => async (page: Page) => {
  if (mode !== null) await page.locator(mode).click();
  await page.locator(".composer textarea").pressSequentially(sign);
  await settle(page, ".typeahead [role=option]");
};

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill("marta");
  await page.locator(".palette-option", { hasText: "Marta Bianchi" }).first().waitFor();
}

/** Every screen of Filo. */
export const screens: Screen[] = [
  { name: "page-used-up", as: "usedUp", path: () => "/ai/coach", ready: ".message.ai", round: "limited" },
  { name: "page-new", as: "nobody", path: () => "/ai/coach", ready: "#write" },
  { name: "page-thread", as: "marta", path: () => "/ai/coach", ready: ".message.ai" },
  {
    name: "page-whatsapp",
    as: "nobody",
    round: "last",
    path: () => "/ai/coach",
    ready: "#write",
    prepare: async (page) => {
      await page.locator("#dock .below button.link").click();
      await page.locator("dialog .code", { hasText: "FILO-" }).waitFor();
    },
  },
  {
    name: "page-account",
    as: "nobody",
    path: () => "/ai/coach",
    ready: "#account button",
    prepare: async (page) => {
      await page.locator("#account button").first().click();
      await settle(page, "dialog input");
    },
  },
  { name: "page-not-found", as: "nobody", path: () => "/ai/nessuno", ready: "h1" },
  { name: "privacy", as: "nobody", path: () => "/privacy", ready: "h1" },
  { name: "sign-in", as: "nobody", path: () => "/console/sign-in", ready: "input[type=password]" },
  { name: "sign-up", as: "nobody", path: () => "/console/sign-up", ready: "input[type=password]" },
  { name: "forgot", as: "nobody", path: () => "/console/forgot", ready: "input[type=email]" },
  { name: "inbox", as: "owner", path: () => "/console/inbox", ready: "a.row" },
  { name: "thread", as: "owner", path: ({ marta }) => `/console/inbox/${marta.conversationId}`, ready: "article.bubble" },
  {
    name: "context",
    as: "owner",
    path: ({ marta }) => `/console/inbox/${marta.conversationId}?pane=context`,
    ready: "aside.context .facts",
    only: 390,
  },
  { name: "contacts", as: "owner", path: () => "/console/contacts", ready: "table.contacts a" },
  { name: "contact", as: "owner", path: ({ marta }) => `/console/contacts/${marta.contactId}`, ready: ".panel" },
  { name: "agents", as: "owner", path: () => "/console/agents", ready: ".agent-row" },
  { name: "agent-new", as: "owner", path: () => "/console/agents/new", ready: "input" },
  { name: "agent-basics", as: "owner", path: agentSection(""), ready: ".prompt-parts" },
  { name: "agent-levels", as: "owner", path: agentSection("/levels"), ready: ".prompt-parts" },
  { name: "agent-limits", as: "owner", path: agentSection("/limits"), ready: ".prompt-parts" },
  { name: "agent-whatsapp", as: "owner", path: agentSection("/whatsapp"), ready: ".panel" },
  { name: "agent-knowledge", as: "owner", path: agentSection("/knowledge"), ready: ".panel li" },
  {
    name: "agent-try",
    as: "owner",
    path: agentSection("/try"),
    ready: ".try textarea",
    prepare: async (page) => {
      await page.locator(".try textarea").fill("Da dove comincio?");
      await page.locator(".try textarea").press("Enter");
      await page.locator(".try-columns p", { hasText: "token" }).nth(2).waitFor({ state: "attached", timeout: 20_000 });
      await page.locator("h1").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "phone",
    as: "nobody",
    path: ({ worldUrl, marta }) => `${worldUrl}/?person=${encodeURIComponent(marta.phone)}`,
    ready: "#thread .bubble.theirs",
  },
  { name: "health", as: "owner", path: () => "/console/health", ready: "li.line" },
  { name: "settings", as: "owner", path: () => "/console/settings", ready: "main input" },
  {
    name: "page-files",
    as: "sender",
    path: () => "/ai/coach",
    ready: ".message.own .audio",
    isBrief: true,
    prepare: async (page) => {
      await page.locator("summary", { hasText: "Trascrizione" }).click();
      await page.locator(".message.ai").last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: "thread-files",
    as: "owner",
    path: ({ luca }) => `/console/inbox/${luca.conversationId}`,
    ready: "article.bubble .seen",
    isBrief: true,
    prepare: (page) => bringUp(page, "article.bubble", "quanto costa il corso base", "end"),
  },
  {
    name: "lightbox",
    as: "owner",
    path: ({ luca }) => `/console/inbox/${luca.conversationId}`,
    ready: "article.bubble .seen",
    isBrief: true,
    prepare: openPicture,
  },
  {
    name: "composer-files",
    as: "owner",
    path: ({ luca }) => `/console/inbox/${luca.conversationId}`,
    ready: "article.bubble",
    isBrief: true,
    prepare: attachFiles,
  },
  {
    name: "composer-templates",
    as: "owner",
    round: "later",
    path: ({ marta }) => `/console/inbox/${marta.conversationId}`,
    ready: ".template-row",
    isBrief: true,
  },
  {
    name: "composer-template",
    as: "owner",
    round: "later",
    path: ({ marta }) => `/console/inbox/${marta.conversationId}`,
    ready: ".template-row",
    isBrief: true,
    prepare: fillInTemplate,
  },
  {
    name: "thread-stopped",
    as: "owner",
    path: ({ davide }) => `/console/inbox/${davide.conversationId}`,
    ready: ".composer-note.red",
    isBrief: true,
  },
  {
    name: "search",
    as: "owner",
    path: () => "/console/inbox?q=corso",
    ready: "a.row mark",
    isBrief: true,
    prepare: async (page) => {
      if (!isDesk(page)) return;
      await page.locator("a.row", { hasText: "Luca" }).first().click();
      await settle(page, "article.bubble");
    },
  },
  {
    name: "contact-consents",
    as: "owner",
    path: ({ davide }) => `/console/contacts/${davide.contactId}`,
    ready: ".consent",
    isBrief: true,
    prepare: (page) => bringUp(page, "section.panel", "Consensi"),
  },
  {
    name: "settings-care",
    as: "owner",
    path: () => "/console/settings",
    ready: "main input",
    isBrief: true,
    prepare: (page) => bringUp(page, ".form-row", "E-mail per gli avvisi"),
  },
  {
    name: "inbox-filters",
    as: "owner",
    path: ({ desk }) => `/console/inbox?filter=clients&label=${desk.label.id}`,
    ready: "a.row .label",
    prepare: async (page) => {
      await page.locator(".filter-menu").click();
      await settle(page, "[role=menuitemradio]");
    },
    keepsFocus: true,
  },
  { name: "thread-note", as: "owner", path: inMartasThread, ready: "article.team-note", isBrief: true },
  { name: "palette", as: "owner", path: () => "/console/inbox", ready: "a.row", prepare: openPalette, keepsFocus: true },
  { name: "figures", as: "owner", path: () => "/console/figures", ready: ".funnel-step" },
  {
    name: "figures-table",
    as: "owner",
    path: () => "/console/figures?view=table&range=30",
    ready: ".figures-table",
    isBrief: true,
  },
  { name: "figures-behind", as: "owner", path: () => "/console/figures?behind=contacts", ready: ".behind-person", isBrief: true },
  { name: "team", as: "owner", path: () => "/console/team", ready: ".team-row" },
  { name: "agent-versions", as: "owner", path: agentSection("/versions"), ready: ".version" },
  { name: "agent-compare", as: "owner", path: agentSection("/versions?v=2"), ready: ".version-shown", isBrief: true },
  {
    name: "contacts-import",
    as: "owner",
    path: () => "/console/contacts/import",
    ready: ".import-page h2, .import-page label",
    isBrief: true,
  },
  { name: "import-report", as: "owner", path: ({ desk }) => `/console/contacts/import/${desk.importId}`, ready: ".import-row" },
  { name: "setup", as: "owner", path: () => "/console/setup", ready: "li.setup-step" },
  { name: "platform", as: "owner", path: () => "/console/platform", ready: ".platform-figures", isBrief: true },
  { name: "platform-keys", as: "owner", path: () => "/console/platform/keys", ready: ".key-group", isBrief: true },
  // Last of all: what is written here stays as a draft.
  {
    name: "composer-note",
    as: "owner",
    path: inMartasThread,
    ready: "article.bubble",
    isBrief: true,
    prepare: callUp(".composer-mode.for-team", "Ci pensi tu @"),
    keepsFocus: true,
  },
  {
    name: "composer-canned",
    as: "owner",
    path: inMartasThread,
    ready: "article.bubble",
    isBrief: true,
    prepare: callUp(null, "/"),
    keepsFocus: true,
  },
];
