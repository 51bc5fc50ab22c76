import type { WorldMessage } from "../../contract.ts";
import { contentOf, drawButtons, drawContent, nothing } from "./content.ts";
import type { Content } from "./content.ts";
import { byId, make, withLinks } from "./dom.ts";
import { currentLanguage, say } from "./strings.ts";
import type { Phrase } from "./strings.ts";

/** A message as the phone shows it: from Twilio's log, or just typed and still on its way. */
export interface ShownMessage {
  sid: string;
  mine: boolean;
  body: string;
  at: number;
  tick: "sending" | "logged" | "taken" | "read" | "refused" | "failed" | null;
  problem: string | null;
  content: Content;
}

/** What a message on the screen can be asked to do. */
export interface Gestures {
  reply(sid: string): void;
  tap(sid: string, title: string, payload: string): void;
}

/** What the phone shows for a logged message; null for one that never reached it. */
export function shown(message: WorldMessage, all: WorldMessage[], theirName: string): ShownMessage | null {
  const content = contentOf(message, all, theirName);
  const body = message.caption ?? message.body;
  const base = { sid: message.sid, body, at: message.createdAt, problem: null, content };
  if (message.direction === "inbound") return { ...base, mine: true, tick: message.reached };
  if (message.errorCode !== null)
    return {
      ...base,
      mine: false,
      tick: null,
      body: "",
      content: nothing,
      problem: say("undelivered", { code: String(message.errorCode) }),
    };
  if (message.status !== "delivered" && message.status !== "read") return null;
  return { ...base, mine: false, tick: null };
}

const END_PX = 60;
/** Whether the reader is at the end, where new messages and pictures that grow shall keep them. */
let atEnd = true;

/** Keeps the end in view while pictures and films find their size. */
export function watchThread(): void {
  const thread = byId("thread");
  const toEnd = () => {
    if (atEnd) thread.scrollTop = thread.scrollHeight;
  };
  for (const event of ["load", "loadedmetadata"]) thread.addEventListener(event, toEnd, { capture: true });
  thread.addEventListener("scroll", () => {
    atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < END_PX;
  });
}

/** Brings the thread up to date, touching only what changed; keeps the reader's place unless they were at the end. */
export function drawThread(messages: ShownMessage[], typing: boolean, hint: string, gestures: Gestures): void {
  const thread = byId("thread");
  const wanted: { key: string; element: () => HTMLElement }[] = [];
  if (messages.length === 0) wanted.push({ key: hint, element: () => make("p", "hint", hint) });
  for (const [at, message] of messages.entries()) {
    const before = messages[at - 1];
    const newDay = day(message.at) !== (before === undefined ? "" : day(before.at));
    if (newDay) wanted.push({ key: day(message.at), element: () => make("p", "day", day(message.at)) });
    const first = newDay || before?.mine !== message.mine;
    wanted.push({ key: JSON.stringify([message, first, currentLanguage()]), element: () => bubble(message, first, gestures) });
  }
  if (typing) wanted.push({ key: "typing", element: dots });
  for (const [at, { key, element }] of wanted.entries()) {
    const there = thread.children[at] as HTMLElement | undefined;
    if (there?.dataset.key === key) continue;
    const made = element();
    made.dataset.key = key;
    if (there === undefined) thread.append(made);
    else there.replaceWith(made);
  }
  while (thread.children.length > wanted.length) thread.lastElementChild?.remove();
  if (atEnd) thread.scrollTop = thread.scrollHeight;
}

function day(ms: number): string {
  const date = new Date(ms);
  if (date.toDateString() === new Date().toDateString()) return say("today");
  return date.toLocaleDateString(currentLanguage(), { weekday: "long", day: "numeric", month: "long" });
}

function bubble(message: ShownMessage, first: boolean, gestures: Gestures): HTMLElement {
  if (message.problem !== null && !message.mine) return make("p", "problem", message.problem);
  const { content } = message;
  const named = content.media.some((one) => one.fileName === message.body);
  const text = make("span", "text", ...withLinks(named ? "" : message.body));
  text.dir = "auto";
  const foot = make("span", "foot", make("time", "", clock(message.at)));
  if (message.tick !== null) foot.append(tick(message.tick));
  const who = make("span", "unseen", message.mine ? `${say("you")}: ` : "");
  const body = make(
    "div",
    `bubble ${message.mine ? "mine" : "theirs"}${first ? " first" : ""}`,
    who,
    ...drawContent(content, goTo),
    text,
    foot,
  );
  if (content.media.length > 0 || content.place !== null) body.classList.add("rich");
  body.append(...drawButtons(content, (title, value) => gestures.tap(message.sid, title, value)));
  if (message.problem !== null) body.append(make("span", "problem", message.problem));
  if (!message.sid.startsWith("local-")) body.append(replyButton(() => gestures.reply(message.sid)));
  body.dataset.sid = message.sid;
  return body;
}

function replyButton(act: () => void): HTMLElement {
  const button = make("button", "reply", "↩");
  button.type = "button";
  button.setAttribute("aria-label", say("reply"));
  button.title = say("reply");
  button.addEventListener("click", act);
  return button;
}

/** Brings the quoted message into view and lets it light up for a moment. */
function goTo(sid: string): void {
  const element = byId("thread").querySelector<HTMLElement>(`[data-sid="${CSS.escape(sid)}"]`);
  element?.scrollIntoView({ block: "center" });
  element?.animate([{ filter: "brightness(0.8)" }, { filter: "none" }], 900);
}

const TICKS: Record<NonNullable<ShownMessage["tick"]>, string> = {
  sending: "M8 4.5V8l2.3 1.6M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2",
  logged: "M3 8.5l3.2 3.2L13 5",
  taken: "M1 8.5l3.2 3.2L11 5M7.6 11.2l.6.5L15 5",
  read: "M1 8.5l3.2 3.2L11 5M7.6 11.2l.6.5L15 5",
  refused: "M8 4v5M8 11.5v.5M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
  failed: "M8 4v5M8 11.5v.5M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
};

function tick(state: NonNullable<ShownMessage["tick"]>): HTMLElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", TICKS[state]);
  svg.append(path);
  const words = state === "failed" ? "refused" : state;
  const label = make("span", "unseen", say(words satisfies Phrase));
  const mark = make("span", `tick ${state}`, label);
  mark.title = say(words);
  mark.prepend(svg);
  return mark;
}

function dots(): HTMLElement {
  const typing = make("div", "bubble theirs first typing", make("i", ""), make("i", ""), make("i", ""));
  typing.setAttribute("aria-hidden", "true");
  return typing;
}

export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
