import { readZip, unzip, type ZipEntry } from "../../platform/zip.ts";
import { sheetText, sharedStrings } from "./sheetText.ts";
import { hasDefinitions, textsIn } from "./xmlText.ts";

/** `harmful`: made to exhaust whoever reads it. */
export type OfficeText = { ok: true; text: string } | { ok: false; failure: "unreadable" | "harmful" };

const mostBytesOfPart = 12 * 1024 * 1024;
const mostBytes = 24 * 1024 * 1024;
const mostParts = 200;

/** The text of a Word, Excel or PowerPoint document: only the parts that hold text are unpacked, within fixed bounds. */
export const officeText = (bytes: Uint8Array, characters: number): OfficeText => {
  const parts = new Parts(bytes);
  const text = wordText(parts) ?? workbookText(parts, characters) ?? slidesText(parts);
  if (parts.harm) return { ok: false, failure: "harmful" };
  return text === null ? { ok: false, failure: "unreadable" } : { ok: true, text: tidy(text).slice(0, characters) };
};

/** A document's parts, unpacked as they are asked for, as long as the budget lasts. */
class Parts {
  readonly #bytes: Uint8Array;
  readonly #entries: ZipEntry[];
  #left = mostBytes;
  harm = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#entries = readZip(bytes) ?? [];
  }

  /** Names that match, by their number: `slide2` before `slide10`. */
  names(pattern: RegExp): string[] {
    const number = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
    return this.#entries
      .map(({ name }) => name)
      .filter((name) => pattern.test(name))
      .toSorted((a, b) => number(a) - number(b))
      .slice(0, mostParts);
  }

  read(name: string): string | null {
    const entry = this.#entries.find((one) => one.name === name);
    const part = entry && unzip(this.#bytes, entry, Math.min(mostBytesOfPart, this.#left));
    if (!part) return null;
    if (!part.ok) {
      this.harm ||= part.failure === "lying";
      return null;
    }
    this.#left -= part.bytes.length;
    const xml = new TextDecoder().decode(part.bytes);
    this.harm ||= hasDefinitions(xml.slice(0, 65_536));
    return this.harm ? null : xml;
  }
}

const wordText = (parts: Parts): string | null => {
  const xml = parts.read("word/document.xml");
  if (xml === null) return null;
  return xml
    .split("</w:p>")
    .map((paragraph) => textsIn(paragraph.replaceAll(/<w:(?:tab|br|cr)\/>/g, "<w:t> </w:t>"), "w:t").join(""))
    .join("\n");
};

const slidesText = (parts: Parts): string | null => {
  const names = parts.names(/^ppt\/slides\/slide\d+\.xml$/);
  const slides = names.map((name) => parts.read(name)).filter((xml) => xml !== null);
  if (slides.length === 0) return null;
  return slides
    .map((xml) =>
      xml
        .split("</a:p>")
        .map((paragraph) => textsIn(paragraph, "a:t").join(""))
        .join("\n"),
    )
    .join("\n\n");
};

const workbookText = (parts: Parts, characters: number): string | null => {
  const names = parts.names(/^xl\/worksheets\/sheet\d+\.xml$/);
  if (names.length === 0) return null;
  const strings = sharedStrings(parts.read("xl/sharedStrings.xml") ?? "");
  const sheets: string[] = [];
  for (let at = 0, length = 0; at < names.length && length < characters; at++) {
    const xml = parts.read(names[at] ?? "");
    if (xml === null) continue;
    const text = sheetText(xml, strings, characters - length);
    length += text.length;
    sheets.push(text);
  }
  return sheets.length === 0 ? null : sheets.join("\n\n");
};

const tidy = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/[ \u00a0]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
