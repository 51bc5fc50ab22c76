import type { Attachment, Place } from "../../shapes.ts";
import { sampleAddress, samples } from "./api.ts";
import { byId, make } from "./dom.ts";
import { kindOf } from "./content.ts";
import { say } from "./strings.ts";
import type { Phrase } from "./strings.ts";

/** Source: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages */
const MAX_BYTES = 16 * 1024 * 1024;
const VERONA: Place = { latitude: 45.4384, longitude: 10.9916, label: "Arena di Verona", address: "Piazza Bra 1, 37121 Verona" };

const GROUPS: { phrase: Phrase; kinds: Phrase[] }[] = [
  { phrase: "attachPhotos", kinds: ["photo", "sticker"] },
  { phrase: "attachVoice", kinds: ["voiceNote"] },
  { phrase: "attachDocuments", kinds: ["film", "document"] },
  { phrase: "attachOther", kinds: ["contact"] },
];

/** What a sample's name tells of its kind; the file itself is read only when it is sent. */
const TYPES: Record<string, string> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  ogg: "audio/ogg",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  vcf: "text/vcard",
};

let waiting: Attachment[] = [];

/** What will go with the next message; asking takes it. */
export function takeAttachments(): Attachment[] {
  const taken = waiting;
  waiting = [];
  drawPending();
  return taken;
}

/** Sets the attach button up; `sharePlace` sends a place at once, `complain` shows why a file was not taken. */
export function setUpAttaching(sharePlace: (place: Place) => void, complain: (words: string) => void): void {
  const [menu, button, input] = [byId("attach-menu"), byId("attach"), byId<HTMLInputElement>("file")];
  const open = (wanted: boolean) => {
    menu.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
  };
  const add = async (blob: Blob, name: string) => {
    if (blob.size > MAX_BYTES) return complain(say("tooLarge", { name }));
    waiting.push({ fileName: name, contentType: blob.type || "application/octet-stream", base64: await base64(blob) });
    drawPending();
    byId("text").focus();
  };
  button.addEventListener("click", async () => {
    if (!menu.hidden) return open(false);
    const names = await samples();
    menu.replaceChildren(
      item(say("attachDevice"), () => input.click()),
      ...GROUPS.flatMap(({ phrase, kinds }) => [
        make("p", "", say(phrase)),
        ...(phrase === "attachOther" ? [item(say("attachPlace"), () => sharePlace(VERONA))] : []),
        ...names
          .filter((name) => kinds.includes(kindOf(TYPES[name.split(".").at(-1)!] ?? "application/octet-stream")))
          .map((name) => item(name, async () => add(await (await fetch(sampleAddress(name))).blob(), name))),
      ]),
    );
    open(true);
    menu.querySelector("button")?.focus();
  });
  input.addEventListener("change", async () => {
    for (const file of input.files ?? []) await add(file, file.name);
    input.value = "";
  });
  menu.addEventListener("click", () => open(false));
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target as Node) && !button.contains(event.target as Node)) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    open(false);
    button.focus();
  });
}

function item(label: string, act: () => unknown): HTMLButtonElement {
  const button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", () => void act());
  return button;
}

function drawPending(): void {
  const list = byId("pending");
  list.hidden = waiting.length === 0;
  list.replaceChildren(
    ...waiting.map((file) => {
      const name = file.fileName ?? "";
      const remove = item("×", () => {
        waiting = waiting.filter((other) => other !== file);
        drawPending();
      });
      remove.setAttribute("aria-label", say("remove", { name }));
      return make("li", "", make("span", "", name), remove);
    }),
  );
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
