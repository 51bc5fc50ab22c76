import type { BusinessNumber, Person, WorldEvent, WorldMessage } from "../../contract.ts";
import * as api from "./api.ts";
import { byId, fillSelect } from "./dom.ts";
import { drawFaults, drawMails, drawPanel, takeManner } from "./panel.ts";
import { currentLanguage, say, speak } from "./strings.ts";
import { clock, drawThread, shown } from "./thread.ts";
import type { ShownMessage } from "./thread.ts";

const TYPING_MS = 30_000;
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
  const mine = [...logged.map(shown).filter((message) => message !== null), ...leaving];
  drawThread(mine, typing, say(number === undefined ? "emptyWorld" : "empty"));
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

async function send(): Promise<void> {
  const text = textBox.value.trim();
  const [person, to] = [personSelect.value, numberSelect.value];
  if (text === "" || person === "" || to === "") return;
  textBox.value = "";
  fit();
  const local: ShownMessage = {
    sid: `local-${nextLocal++}`,
    mine: true,
    body: text,
    at: Date.now(),
    tick: "sending",
    problem: null,
  };
  leaving.push(local);
  draw();
  byId("thread").scrollTop = byId("thread").scrollHeight;
  try {
    const result = await api.write(person, text, { to, ...takeManner() });
    if (!logged.some((message) => message.sid === result.sid)) await loadThread();
    if (logged.some((message) => message.sid === result.sid)) leaving = leaving.filter((other) => other !== local);
    else
      Object.assign(local, {
        tick: "refused",
        problem: say("failed", { reason: `${result.status} ${result.body.slice(0, 80)}` }),
      });
  } catch (cause) {
    Object.assign(local, {
      tick: "failed",
      problem: say("failed", { reason: cause instanceof Error ? cause.message : String(cause) }),
    });
  }
  draw();
}

function onMessage(message: WorldMessage): void {
  if (message.personId !== personSelect.value || message.number !== numberSelect.value) return;
  const at = logged.findIndex((other) => other.sid === message.sid);
  if (at < 0) logged.push(message);
  else logged[at] = message;
  if (message.direction === "inbound") {
    const local = leaving.findIndex((other) => other.body === message.body && other.tick === "sending");
    if (at < 0 && local >= 0) leaving.splice(local, 1);
  } else if (shown(message) !== null) {
    typingUntil = 0;
    byId("spoken").textContent = message.body;
  }
  draw();
}

function onEvent(event: WorldEvent): void {
  if (event.type === "message" || event.type === "status") onMessage(event.message);
  if (event.type === "mail") void drawMails();
  if (event.type === "faults") void drawFaults();
  if (event.type === "directory") void loadDirectory().then(draw);
  if (event.type === "reset") void loadAll();
  if (event.type === "thinking") {
    const waiting = logged.findLast((message) => message.direction === "inbound");
    if (waiting === undefined || !event.lastUserText.includes(waiting.body)) return;
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
byId("all-well").addEventListener("click", () => void api.repairAll());
byId("next-day").addEventListener("click", () => void api.advanceClock(DAY_MS));

const tell = () => {
  byId("time").textContent = clock(Date.now());
};
setInterval(tell, 10_000);
tell();
speak(currentLanguage());
await loadAll();
openFromLink();
await loadThread();
api.follow(onEvent, () => void loadThread());
