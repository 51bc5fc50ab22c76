import type { BusinessNumber, Person, WorldEvent, WorldMessage } from "../../contract.ts";
import type { SayOptions } from "../../switches.ts";
import * as api from "./api.ts";
import { setUpAttaching, takeAttachments } from "./attach.ts";
import { quoteNext, takeQuoted } from "./composer.ts";
import { nothing, summary } from "./content.ts";
import { byId, fillSelect } from "./dom.ts";
import { drawFaults, drawMails, drawPanel, takeManner } from "./panel.ts";
import { currentLanguage, say, speak } from "./strings.ts";
import { clock, drawThread, shown, watchThread } from "./thread.ts";
import type { Gestures, ShownMessage } from "./thread.ts";

/** As long as WhatsApp shows it. Source: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource */
const TYPING_MS = 25_000;
const DAY_MS = 24 * 60 * 60 * 1000;

const personSelect = byId<HTMLSelectElement>("person");
const numberSelect = byId<HTMLSelectElement>("number");
const textBox = byId<HTMLTextAreaElement>("text");

let people: Person[] = [];
let numbers: BusinessNumber[] = [];
let logged: WorldMessage[] = [];
let leaving: ShownMessage[] = [];
let typingUntil = 0;
let nextLocal = 1;

const chosenNumber = () => numbers.find((number) => number.number === numberSelect.value);

function draw(): void {
  const number = chosenNumber();
  const typing = Date.now() < typingUntil;
  byId("contact-name").textContent = number?.name ?? say("noNumber");
  byId("contact-state").textContent = number === undefined ? "" : typing ? say("typing") : say("online");
  byId("avatar").textContent = (number?.name ?? "?").slice(0, 1).toUpperCase();
  const theirs = number?.name ?? "";
  const there = logged.map((message) => shown(message, logged, theirs)).filter((message) => message !== null);
  drawThread([...there, ...leaving], typing, say(number === undefined ? "emptyWorld" : "empty"), gestures);
  byId("language").textContent = currentLanguage() === "it" ? "English" : "Italiano";
}

async function loadDirectory(): Promise<void> {
  ({ people, numbers } = await api.directory());
  const described = (person: Person) => `${person.name} · ${person.hidesPhone ? say("hidden") : (person.phone ?? person.userId)}`;
  fillSelect(
    personSelect,
    people.map((person) => ({ value: person.id, label: described(person) })),
  );
  fillSelect(
    numberSelect,
    numbers.map((number) => ({ value: number.number, label: `${number.name} · ${number.number}` })),
  );
}

async function loadThread(): Promise<void> {
  const [person, number] = [personSelect.value, numberSelect.value];
  const messages = person === "" || number === "" ? [] : await api.messagesOf(person, number);
  if (person !== personSelect.value || number !== numberSelect.value) return;
  logged = messages;
  draw();
  byId("thread").scrollTop = byId("thread").scrollHeight;
}

async function loadAll(): Promise<void> {
  await loadDirectory();
  await loadThread();
  await drawPanel();
}

const gestures: Gestures = {
  reply: (sid) => quoteNext(logged.find((message) => message.sid === sid) ?? null, chosenNumber()?.name ?? ""),
  tap: (sid, text, payload) => void dispatch(text, { button: { text, payload }, quotes: sid }),
};

async function send(): Promise<void> {
  const text = textBox.value.trim();
  const attachments = takeAttachments();
  if (text === "" && attachments.length === 0) return;
  textBox.value = "";
  fit();
  const quotes = takeQuoted();
  await dispatch(text, {
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(quotes === undefined ? {} : { quotes }),
  });
}

/** Shows a message as leaving, sends it, and then as Twilio has it or with the reason why not. */
async function dispatch(text: string, options: Omit<SayOptions, "to">): Promise<void> {
  const [person, to] = [personSelect.value, numberSelect.value];
  if (person === "" || to === "") return;
  const files = (options.attachments ?? []).map(({ contentType, fileName = "" }) => ({ url: "", contentType, fileName }));
  const local: ShownMessage = {
    sid: `local-${nextLocal++}`,
    mine: true,
    body: text,
    at: Date.now(),
    tick: "sending",
    problem: null,
    content: { ...nothing, media: files, place: options.place ?? null },
  };
  leaving.push(local);
  draw();
  byId("thread").scrollTop = byId("thread").scrollHeight;
  try {
    const result = await api.write(person, text, { to, ...takeManner(), ...options });
    if (!logged.some((message) => message.sid === result.sid)) await loadThread();
    if (logged.some((message) => message.sid === result.sid)) leaving = leaving.filter((other) => other !== local);
    else fail(local, `${result.status} ${result.body.slice(0, 80)}`, "refused");
  } catch (cause) {
    fail(local, cause instanceof Error ? cause.message : String(cause), "failed");
  }
  draw();
}

function fail(local: ShownMessage, reason: string, tick: "refused" | "failed"): void {
  local.tick = tick;
  local.problem = say("failed", { reason });
}

function onMessage(message: WorldMessage): void {
  if (message.personId !== personSelect.value || message.number !== numberSelect.value) return;
  const at = logged.findIndex((other) => other.sid === message.sid);
  if (at < 0) logged.push(message);
  else logged[at] = message;
  if (message.direction === "inbound") {
    const same = ({ body, content }: ShownMessage) => body === message.body || content.media[0]?.fileName === message.body;
    const local = leaving.findIndex((other) => same(other) && other.tick === "sending");
    if (at < 0 && local >= 0) leaving.splice(local, 1);
  } else if (shown(message, logged, "") !== null) {
    typingUntil = 0;
    byId("spoken").textContent = summary(message);
  }
  draw();
}

function onEvent(event: WorldEvent): void {
  if (event.type === "message" || event.type === "status") onMessage(event.message);
  if (event.type === "mail") void drawMails();
  if (event.type === "faults") void drawFaults();
  if (event.type === "directory") void loadDirectory().then(draw);
  if (event.type === "reset") void loadAll();
  if (event.type === "typing" && event.personId === personSelect.value && event.number === numberSelect.value) {
    typingUntil = Date.now() + TYPING_MS;
    setTimeout(draw, TYPING_MS);
    draw();
  }
}

function fit(): void {
  textBox.style.height = "auto";
  textBox.style.height = `${textBox.scrollHeight}px`;
}

/** `/?person=…&number=…&text=…` opens the phone on a chat with a text ready to send, as a wa.me link would. */
function openFromLink(): void {
  const wanted = new URLSearchParams(location.search);
  const person = people.find((one) => one.id === wanted.get("person"));
  if (person !== undefined) personSelect.value = person.id;
  if (numbers.some((one) => one.number === wanted.get("number"))) numberSelect.value = wanted.get("number")!;
  textBox.value = wanted.get("text") ?? "";
  fit();
}

byId<HTMLFormElement>("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  void send();
  textBox.focus();
});
textBox.addEventListener("input", fit);
textBox.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void send();
});
for (const select of [personSelect, numberSelect])
  select.addEventListener("change", () => {
    leaving = [];
    typingUntil = 0;
    takeQuoted();
    void loadThread();
  });
byId("language").addEventListener("click", () => {
  speak(currentLanguage() === "it" ? "en" : "it");
  void loadDirectory().then(draw).then(drawPanel);
});
byId("open-panel").addEventListener("click", (event) => {
  const open = document.body.classList.toggle("panel-open");
  (event.currentTarget as HTMLElement).setAttribute("aria-expanded", String(open));
});
setUpAttaching(
  (place) => void dispatch("", { place }),
  (words) => {
    byId("spoken").textContent = words;
    alert(words);
  },
);
byId("all-well").addEventListener("click", () => void api.repairAll());
byId("next-day").addEventListener("click", () => void api.advanceClock(DAY_MS));

const tell = () => {
  byId("time").textContent = clock(Date.now());
};
setInterval(tell, 10_000);
tell();
speak(currentLanguage());
watchThread();
await loadAll();
openFromLink();
await loadThread();
api.follow(onEvent, () => void loadThread());
