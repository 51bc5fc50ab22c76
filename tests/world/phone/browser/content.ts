import type { MessageMedia, WorldMessage } from "../../contract.ts";
import type { Place, RenderedTemplate } from "../../shapes.ts";
import { fileAddress } from "./api.ts";
import { link, make, withLinks } from "./dom.ts";
import { enlarge } from "./lightbox.ts";
import { currentLanguage, say } from "./strings.ts";
import type { Phrase } from "./strings.ts";

/** What a message carries beside its words, as the phone draws it. */
export interface Content {
  media: MessageMedia[];
  place: Place | null;
  template: RenderedTemplate | null;
  /** The quick reply that was tapped on it. */
  tapped: string | null;
  quoted: { sid: string; who: string; text: string } | null;
}

export const nothing: Content = { media: [], place: null, template: null, tapped: null, quoted: null };

/** `messages`: the whole chat, in which quoted messages and taps are looked up. */
export function contentOf(message: WorldMessage, messages: WorldMessage[], theirName: string): Content {
  const quoted = messages.find((one) => one.sid === message.quotes?.sid);
  return {
    media: message.media,
    place: message.place ?? null,
    template: message.template ?? null,
    tapped: messages.find((one) => one.button !== undefined && one.quotes?.sid === message.sid)?.button?.text ?? null,
    quoted:
      quoted === undefined
        ? null
        : { sid: quoted.sid, who: quoted.direction === "inbound" ? say("you") : theirName, text: summary(quoted) },
  };
}

/** A message in a few words, for quotes and for those who listen. */
export function summary(message: WorldMessage): string {
  if (message.place !== undefined) return `${say("place")}: ${message.place.label ?? message.place.address ?? ""}`;
  const first = message.media[0];
  if (first === undefined) return message.body;
  const words = message.caption ?? message.body;
  return words === "" ? say(kindOf(first.contentType)) : words;
}

export function kindOf(contentType: string): Phrase {
  if (contentType === "image/webp") return "sticker";
  if (/^text\/(?:x-)?vcard/.test(contentType)) return "contact";
  const family = contentType.split("/")[0];
  return family === "image" ? "photo" : family === "audio" ? "voiceNote" : family === "video" ? "film" : "document";
}

/** What stands above the words of a bubble. */
export function drawContent(content: Content, goTo: (sid: string) => void): HTMLElement[] {
  const drawn: HTMLElement[] = [];
  if (content.quoted !== null) drawn.push(quote(content.quoted, goTo));
  drawn.push(...content.media.map(medium));
  if (content.place !== null) drawn.push(place(content.place));
  if (content.template?.title) drawn.push(make("strong", "template-title", content.template.title));
  return drawn;
}

/** A template's small print and its buttons, below the words. */
export function drawButtons(content: Content, tap: (title: string, value: string) => void): HTMLElement[] {
  if (content.template === null) return [];
  const footer = content.template.footer === null ? [] : [make("span", "template-footer", content.template.footer)];
  if (content.template.buttons.length === 0) return footer;
  const buttons = content.template.buttons.map(({ kind, title, value }) => {
    if (kind === "url") return link(value, title);
    if (kind === "phone") return link(`tel:${value}`, title);
    const button = make("button", content.tapped === title ? "tapped" : "", title);
    button.type = "button";
    button.disabled = content.tapped !== null;
    button.addEventListener("click", () => tap(title, value));
    return button;
  });
  return [...footer, make("div", "template-buttons", ...buttons)];
}

function quote(quoted: NonNullable<Content["quoted"]>, goTo: (sid: string) => void): HTMLElement {
  const box = make("button", "quote", make("strong", "", quoted.who), make("span", "", quoted.text));
  box.type = "button";
  box.title = say("goToQuoted");
  box.addEventListener("click", () => goTo(quoted.sid));
  return box;
}

function medium(one: MessageMedia): HTMLElement {
  const kind = kindOf(one.contentType);
  const name = one.fileName ?? say(kind);
  if (one.sid === undefined) return make("span", "file", name);
  const address = fileAddress(one.sid);
  if (kind === "photo" || kind === "sticker") return picture(address, name, kind);
  if (kind === "voiceNote" || kind === "film") return player(address, name, kind);
  const file = link(address, "");
  file.className = "file";
  file.download = name;
  file.setAttribute("aria-label", say("download", { name }));
  const details = make(
    "span",
    "file-name",
    make("strong", "", name),
    make("small", "", `${say(kind)} · ${size(one.bytes ?? 0)}`),
  );
  file.append(icon(kind === "contact" ? CONTACT : DOCUMENT), details);
  if (kind === "contact") void nameContact(address, details);
  return file;
}

function picture(address: string, name: string, kind: Phrase): HTMLElement {
  const image = make("img", kind === "sticker" ? "sticker" : "photo");
  image.src = address;
  image.alt = name;
  const button = make("button", "picture", image);
  button.type = "button";
  button.setAttribute("aria-label", `${say("enlarge")}: ${name}`);
  button.addEventListener("click", () => enlarge(address, name));
  return button;
}

function player(address: string, name: string, kind: Phrase): HTMLElement {
  const element = make(kind === "film" ? "video" : "audio", kind === "film" ? "film" : "voice");
  element.controls = true;
  element.preload = "metadata";
  element.src = address;
  element.setAttribute("aria-label", name);
  return element;
}

/** A contact is shown by its name; until it has been read, by its file. */
async function nameContact(address: string, details: HTMLElement): Promise<void> {
  const card = await (await fetch(address)).text();
  const name = /^FN[^:]*:(.+)$/m.exec(card)?.[1]?.trim();
  const phone = /^TEL[^:]*:(.+)$/m.exec(card)?.[1]?.trim() ?? "";
  if (name !== undefined) details.replaceChildren(make("strong", "", name), make("small", "", `${say("contact")} · ${phone}`));
}

function place({ latitude, longitude, label, address }: Place): HTMLElement {
  const anchor = link(`https://www.google.com/maps?q=${latitude},${longitude}`, "");
  anchor.className = "place";
  anchor.setAttribute("aria-label", `${say("openMap")}: ${label ?? address ?? ""}`);
  const where = make(
    "span",
    "file-name",
    make("strong", "", label ?? `${latitude}, ${longitude}`),
    make("small", "", ...withLinks(address ?? "")),
  );
  anchor.append(make("span", "map", icon(PIN)), where);
  return anchor;
}

const DOCUMENT = "M6 2h8l5 5v15H6zM14 2v5h5M9 13h7M9 17h7";
const CONTACT = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7";
const PIN = "M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5";

function icon(path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value.toLocaleString(currentLanguage(), { maximumFractionDigits: 1 })} ${unit}`;
}
