import type { Page } from "playwright-core";
import type { Story } from "./story.ts";

/** Who looks: nobody in particular, the consultant, Marta, or the visitor without messages left. */
export type Looker = "nobody" | "owner" | "marta" | "usedUp";

export interface Screen {
  name: string;
  as: Looker;
  path(story: Story): string;
  /** What shows that the screen is complete. */
  ready: string;
  /** Pictures are taken in three rounds: with a daily limit of one, as usual, and what brings new visitors last. */
  round?: "limited" | "last";
  /** The one width at which it is a screen of its own. */
  only?: 390 | 1440;
  /** What is done on it before the picture is taken. */
  prepare?(page: Page): Promise<void>;
}

const agentSection = (section: string) => (story: Story) => `/console/agents/${story.coach.id}${section}`;
const settle = (page: Page, selector: string) => page.locator(selector).first().waitFor();

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
  { name: "settings", as: "owner", path: () => "/console/settings", ready: "main input" },
];
