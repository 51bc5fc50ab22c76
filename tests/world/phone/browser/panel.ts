import type { Mail } from "../../contract.ts";
import type { DeliveryRule, Fault, FaultSpec, SayOptions } from "../../switches.ts";
import * as api from "./api.ts";
import { byId, fillSelect, link, make, withLinks } from "./dom.ts";
import { currentLanguage, say } from "./strings.ts";
import type { Phrase } from "./strings.ts";

const FAULTS: { phrase: Phrase; spec: FaultSpec }[] = [
  { phrase: "gemini503", spec: { provider: "gemini", kind: "http503" } },
  { phrase: "gemini429", spec: { provider: "gemini", kind: "http429" } },
  { phrase: "geminiSlow", spec: { provider: "gemini", kind: "slow", delayMs: 5000 } },
  { phrase: "geminiEmpty", spec: { provider: "gemini", kind: "emptyAnswer" } },
  { phrase: "geminiRefusal", spec: { provider: "gemini", kind: "refusal" } },
  { phrase: "geminiCut", spec: { provider: "gemini", kind: "cutStream" } },
  { phrase: "twilio503", spec: { provider: "twilio", kind: "http503", operation: "send" } },
  { phrase: "twilio429", spec: { provider: "twilio", kind: "http429", operation: "send" } },
  { phrase: "twilioHang", spec: { provider: "twilio", kind: "hang", operation: "send" } },
  { phrase: "twilioAccept", spec: { provider: "twilio", kind: "resetAfterAccept", operation: "send" } },
  { phrase: "twilio404", spec: { provider: "twilio", kind: "http404", operation: "media" } },
  { phrase: "twilioForeign", spec: { provider: "twilio", kind: "foreignRedirect", operation: "media" } },
  { phrase: "vertex503", spec: { provider: "vertex", kind: "http503" } },
  { phrase: "mail503", spec: { provider: "mail", kind: "http503" } },
];

const DELIVERIES: { phrase: Phrase; rule: DeliveryRule }[] = [
  { phrase: "callbacksTwice", rule: { callbacks: "twice" } },
  { phrase: "callbacksBackwards", rule: { callbacks: "backwards" } },
  { phrase: "callbacksNever", rule: { callbacks: "never" } },
  { phrase: "outcomeFailed", rule: { outcome: "failed", errorCode: 30008 } },
];

const MANNERS: Record<string, { phrase: Phrase; options: Omit<SayOptions, "to"> }> = {
  normal: { phrase: "mannerNormal", options: {} },
  twice: { phrase: "mannerTwice", options: { copies: 2 } },
  five: { phrase: "mannerFive", options: { copies: 5 } },
  late: { phrase: "mannerLate", options: { delayMs: 5000 } },
  lost: { phrase: "mannerLost", options: { webhook: "lost" } },
  forged: { phrase: "mannerForged", options: { forge: "signature" } },
};

/** How the next message shall arrive; after it, messages arrive normally again. */
export function takeManner(): Omit<SayOptions, "to"> {
  const select = byId<HTMLSelectElement>("manner");
  const { options } = MANNERS[select.value] ?? MANNERS.normal!;
  select.value = "normal";
  return options;
}

/** Puts the panel's choices into the current language and brings the switches up to date. */
export async function drawPanel(): Promise<void> {
  fillSelect(
    byId("manner"),
    Object.entries(MANNERS).map(([value, { phrase }]) => ({ value, label: say(phrase) })),
  );
  fillSelect(byId("lasting"), [
    { value: "once", label: say("lastingOnce") },
    { value: "always", label: say("lastingAlways") },
  ]);
  await drawFaults();
  await drawMails();
}

const times = () => (byId<HTMLSelectElement>("lasting").value === "always" ? null : 1);

export async function drawFaults(): Promise<void> {
  const active = (await api.faults()).filter((fault) => fault.remaining !== 0);
  const rules = await api.deliveries();
  const list = byId("faults");
  const focused = [...list.children].indexOf(document.activeElement!);
  list.replaceChildren(
    ...FAULTS.map(({ phrase, spec }) => {
      const found = active.find((fault) => same(fault, spec));
      return toggle(phrase, found !== undefined, async () => {
        await (found === undefined ? api.fail({ ...spec, times: times() }) : api.repair(found.id));
      });
    }),
    ...DELIVERIES.map(({ phrase, rule }) => {
      const on = rules.some((other) => other.callbacks === rule.callbacks && other.outcome === rule.outcome);
      return toggle(phrase, on, () => (on ? api.clearDeliveries() : api.deliver({ ...rule, times: times() })));
    }),
  );
  (list.children[focused] as HTMLElement | undefined)?.focus();
}

function same(fault: Fault, spec: FaultSpec): boolean {
  return fault.provider === spec.provider && fault.kind === spec.kind && fault.operation === spec.operation;
}

function toggle(phrase: Phrase, on: boolean, act: () => Promise<unknown>): HTMLButtonElement {
  const element = make("button", "switch", say(phrase));
  element.type = "button";
  element.setAttribute("aria-pressed", String(on));
  element.addEventListener("click", () => void act());
  return element;
}

/** The mails of this world, newest first, their links clickable; HTML is read for its text and links, never shown as such. */
export async function drawMails(): Promise<void> {
  const mails = (await api.mails()).toReversed();
  const badge = byId("mail-badge");
  badge.hidden = mails.length === 0;
  badge.textContent = String(mails.length);
  byId("mails").replaceChildren(
    ...(mails.length === 0 ? [make("li", "note", say("noMails"))] : mails.slice(0, 30).map(mailItem)),
  );
}

function mailItem(mail: Mail): HTMLElement {
  const time = new Date(mail.at).toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit" });
  const head = make("p", "mail-head", make("strong", "", mail.subject), make("time", "", time));
  const people = make("p", "note", `${say("mailTo")} ${mail.to.join(", ")} · ${say("mailFrom")} ${mail.from}`);
  const body = make("p", "mail-body", ...(mail.text === null ? fromHtml(mail.html ?? "") : withLinks(mail.text)));
  return make("li", "mail", head, people, body);
}

function fromHtml(html: string): (Node | string)[] {
  return inlined(new DOMParser().parseFromString(html, "text/html").body);
}

const SILENT = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE"]);
const BLOCKS = new Set(["P", "DIV", "BR", "LI", "TR", "H1", "H2", "H3"]);

function inlined(parent: Node): (Node | string)[] {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [(node.textContent ?? "").replace(/\s+/g, " ")];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const element = node as Element;
    if (SILENT.has(element.tagName)) return [];
    const address = element.getAttribute("href") ?? "";
    if (element.tagName === "A" && /^https?:/.test(address)) return [link(address, element.textContent.trim() || address)];
    return BLOCKS.has(element.tagName) ? [...inlined(element), "\n"] : inlined(element);
  });
}
