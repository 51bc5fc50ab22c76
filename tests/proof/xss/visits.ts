import { Buffer } from "node:buffer";
import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import type { Stage } from "../../support/stage.ts";
import type { Business } from "./business.ts";
import type { Eyes } from "./eyes.ts";
import type { Word } from "./words.ts";

/** A page that is the same whoever's texts are on it. */
interface Visit {
  /** As `routes.tsx` names it. */
  route: string;
  path(business: Business): string;
  /** What shows that it is there. */
  ready: string;
  after?(eyes: Eyes, word: Word): Promise<void>;
}

const firstAgent = (section: string) => ({
  route: "/console/agents/:agentId/:section?",
  path: ({ person }: Business) => `/console/agents/${person.agent.id}${section}`,
  ready: ".agent-form, .panel",
});
const consolePage = (route: string, ready = "main h1, main h2"): Visit => ({ route, path: () => route, ready });

const openPalette = async (eyes: Eyes): Promise<void> => {
  const field = eyes.page.locator(".palette input");
  for (let tries = 0; tries < 4 && (await field.count()) === 0; tries++) {
    await eyes.page.keyboard.press("Escape");
    await eyes.page.keyboard.press("Control+k");
    await eyes.page.waitForTimeout(800);
  }
  await field.fill("xss");
  await eyes.page.waitForTimeout(700);
  await eyes.look();
};

const readyList = (word: Word) => {
  const cell = (field: string) => `"${word(field).replaceAll('"', '""')}"`;
  const lines = [
    `${cell("previewHeading")},Telefono,Nota`,
    `${cell("previewName")},${cell("previewPhone")},${cell("previewNote")}`,
  ];
  return {
    name: `${word("previewFile").replaceAll(/[/\n]/g, "")}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(lines.join("\n")),
  };
};

const prepareImport = async (eyes: Eyes, word: Word): Promise<void> => {
  await eyes.page.locator("input[type=file]").setInputFiles(readyList(word));
  await eyes.page.waitForTimeout(900);
  await eyes.look();
};

const tryOut = async (eyes: Eyes, word: Word): Promise<void> => {
  await eyes.page.locator(".try textarea").fill(word("tryWords"));
  await eyes.page.locator(".try textarea").press("Enter");
  await eyes.page.waitForTimeout(1_500);
  await eyes.look();
};

const shown: Visit[] = [
  {
    ...consolePage("/console/inbox/:conversationId?", "a.row"),
    path: () => "/console/inbox",
    after: async (eyes) => {
      await eyes.openEverything();
      await openPalette(eyes);
    },
  },
  { ...consolePage("/console/inbox/:conversationId?", ".inbox"), path: () => "/console/inbox?q=xss" },
  { ...consolePage("/console/inbox/:conversationId?", ".inbox"), path: () => "/console/inbox?q=zqcustomerWordszq" },
  { ...consolePage("/console/inbox/:conversationId?", ".inbox"), path: () => "/console/inbox?filter=mine&sort=recent" },
  { ...consolePage("/console/agents", ".agent-row"), after: (eyes) => eyes.openEverything() },
  consolePage("/console/agents/new", "input"),
  { ...firstAgent("/setup"), route: "/console/agents/:agentId/setup/:step?", ready: "main" },
  firstAgent(""),
  firstAgent("/levels"),
  firstAgent("/knowledge"),
  firstAgent("/whatsapp"),
  firstAgent("/limits"),
  { ...firstAgent("/try"), ready: ".try textarea", after: tryOut },
  firstAgent("/shares"),
  { ...firstAgent("/versions"), ready: ".version" },
  { ...firstAgent("/versions?v=1"), ready: ".version" },
  { ...consolePage("/console/contacts", "table.contacts a"), after: (eyes) => eyes.openEverything() },
  {
    ...consolePage("/console/contacts/import/:importId?", "input[type=file]"),
    path: () => "/console/contacts/import",
    after: prepareImport,
  },
  {
    ...consolePage("/console/contacts/import/:importId?", ".import-row"),
    path: ({ importId }) => `/console/contacts/import/${importId}`,
  },
  consolePage("/console/figures"),
  { ...consolePage("/console/figures"), path: () => "/console/figures?behind=contacts", ready: ".behind-person" },
  { ...consolePage("/console/figures"), path: () => "/console/figures?view=table&range=30" },
  { ...consolePage("/console/health"), after: (eyes) => eyes.openEverything() },
  { ...consolePage("/console/setup"), after: (eyes) => eyes.openEverything() },
  { ...consolePage("/console/team", ".team-row"), after: (eyes) => eyes.openEverything() },
  { ...consolePage("/console/settings/:section?", "main input"), path: () => "/console/settings" },
  { ...consolePage("/console/settings/:section?", "main input"), path: () => "/console/settings/account" },
  { ...consolePage("/console/platform/:section?"), path: () => "/console/platform" },
  { ...consolePage("/console/platform/:section?"), path: () => "/console/platform/tenants" },
  { ...consolePage("/console/platform/:section?", ".key-group"), path: () => "/console/platform/keys" },
  { ...consolePage("/console/platform/:section?"), path: () => "/console/platform/restore" },
];

/** Pages that show what stands in their address, if they show anything. */
const addressed: Record<string, (text: string) => string> = {
  "/console/sign-in": (text) => `/console/sign-in?next=${text}`,
  "/console/sign-up": (text) => `/console/sign-up?email=${text}`,
  "/console/verify": (text) => `/console/verify?token=${text}`,
  "/console/forgot": (text) => `/console/forgot#${text}`,
  "/console/reset": (text) => `/console/reset?token=${text}`,
  "*": (text) => `/console/${text}/x`,
  "/console/contacts": (text) => `/console/contacts?search=${text}&role=${text}`,
  "/console/inbox/:conversationId?": (text) => `/console/inbox?q=${text}&filter=${text}&message=${text}`,
  "/console/platform/:section?": (text) => `/console/platform/${text}`,
  "/console/contacts/:contactId": (text) => `/console/contacts/${text}`,
  "/console/agents/:agentId/:section?": (text) => `/console/agents/${text}/${text}`,
  "/ai/:slug": (text) => `/ai/${text}?s=${text}#${text}`,
};

/** Every route of the console that some visit goes to: the tests hold them against `routes.tsx`. */
export const visitedRoutes: readonly string[] = [
  ...shown.map(({ route }) => route),
  ...Object.keys(addressed),
  "/console",
  "/",
  "/console/invitation",
];

/** The customer's page, the thread, the card, an invitation. */
const visitPerson = async (stage: Stage, eyes: Eyes, { invitation, person }: Business): Promise<void> => {
  const { owner, url } = stage;
  await eyes.wear("", url);
  await eyes.go(`${url}/console/invitation?token=${invitation}`, "h1, h2");
  await eyes.wear(person.page.cookie, url);
  await eyes.go(`${url}/ai/${person.slug}`, ".message.ai");
  await eyes.openEverything();
  await eyes.wear(owner.cookie, url);
  await eyes.go(`${url}/console/contacts/${person.contactId}`, ".panel");
  await eyes.openEverything();
};

const callUp = async (eyes: Eyes, mode: string | null, sign: string): Promise<void> => {
  const field = eyes.page.locator(".composer textarea");
  if (mode !== null) await eyes.page.locator(mode).click();
  await field.pressSequentially(sign);
  await eyes.page.waitForTimeout(400);
  await eyes.look();
  await field.fill("");
};

/** A thread with everything in it opened and called up, and words that arrive while somebody looks. */
const visitThread = async (stage: Stage, eyes: Eyes, { person }: Business, word: Word): Promise<void> => {
  await eyes.go(`${stage.url}/console/inbox/${person.conversationId}?pane=context`, "article.bubble");
  await eyes.openEverything();
  await callUp(eyes, null, "/");
  await callUp(eyes, ".composer-mode.for-team", "@");
  await stage.world.phone(person.phone).says(word("liveWords"), { to: person.line.number });
  await eyes.page.waitForTimeout(600);
  await eyes.look();
};

/** The same on the customer's page. */
const visitPage = async (stage: Stage, eyes: Eyes, { person }: Business, word: Word): Promise<void> => {
  await eyes.wear(person.page.cookie, stage.url);
  await eyes.go(`${stage.url}/ai/${person.slug}`, ".message.ai");
  const order = { messageText: word("liveAnswer"), clientMessageId: `dal-vivo-${Math.floor(performance.now())}` };
  await stage.owner.post(`/api/conversations/${person.conversationId}/send`, order);
  await eyes.page.waitForTimeout(600);
  await eyes.look();
};

/** The AI answers again, until it has no messages left for today. */
const visitUsedUp = async (stage: Stage, eyes: Eyes, { person }: Business): Promise<void> => {
  const path = `/api/conversations/${person.conversationId}/ai-toggle`;
  const root = `/api/public/ai/${person.slug}`;
  const { page, slug } = person;
  await stage.owner.patch(path, { aiEnabled: true });
  for (let turn = 0; turn < 4; turn++) {
    const { remainingMessages } = await page.ask<PublicInfo>("GET", `${root}/info`);
    if (remainingMessages === 0) break;
    await page.ask("POST", `${root}/chat`, { message: "Orari?", clientMessageId: `fine-${turn}` });
  }
  await eyes.wear(page.cookie, stage.url);
  await eyes.go(`${stage.url}/ai/${slug}`, ".upgrade a");
  await stage.owner.patch(path, { aiEnabled: false });
};

/** A day later the thread takes only texts that were approved. */
const visitClosed = async (stage: Stage, eyes: Eyes, { person }: Business): Promise<void> => {
  await eyes.page.context().clock.setSystemTime(Date.now() + 25 * 3_600_000);
  await eyes.go(`${stage.url}/console/inbox/${person.conversationId}`, ".template-row");
  await eyes.page.locator(".template-row").first().click();
  await eyes.look();
};

/** Every page of the console and the public page, with what the business says on it. */
export const visitAll = async (stage: Stage, eyes: Eyes, business: Business, word: Word): Promise<void> => {
  await eyes.attempt(() => visitPerson(stage, eyes, business));
  for (const { path, ready, after } of shown) {
    await eyes.attempt(async () => {
      await eyes.go(stage.url + path(business), ready);
      await after?.(eyes, word);
    });
  }
  await eyes.wear(stage.owner.cookie, stage.url);
  await eyes.attempt(() => visitThread(stage, eyes, business, word));
  await eyes.attempt(() => visitPage(stage, eyes, business, word));
  await eyes.attempt(() => visitUsedUp(stage, eyes, business));
  await eyes.wear(stage.owner.cookie, stage.url);
  await eyes.attempt(() => visitClosed(stage, eyes, business));
};

/** Every page that reads its address, with texts in it. */
export const visitAddresses = async (stage: Stage, eyes: Eyes, texts: readonly string[]): Promise<void> => {
  await eyes.wear(stage.owner.cookie, stage.url);
  const pages = Object.values(addressed);
  for (const [at, page] of pages.entries()) {
    const text = encodeURIComponent(texts.filter((_, n) => n % pages.length === at).join("\n"));
    await eyes.attempt(() => eyes.go(stage.url + page(text), "body *"));
  }
};
