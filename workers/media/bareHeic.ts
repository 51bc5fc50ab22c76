import { isoBoxes, mostBoxes, type IsoBox } from "../platform/isoBoxes.ts";
import { forgetBox, forgetWords } from "./bareFilm.ts";
import { heifItems, type HeifItem, type Span } from "./headers/heifItems.ts";

/** Boxes that a picture, or a short film of pictures, is made of; in any other a phone puts a film, a preview or words of its own. */
const needed = new Set(["ftyp", "styp", "meta", "mdat", "moov", "moof", "sidx", "mfra"]);

/** An Exif block that says nothing: where its TIFF begins, and a directory without entries (TIFF 6.0, section 2). */
const nothing = new Uint8Array([0, 0, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]);
const space = 0x20;

/**
 * A HEIC without what a camera writes beside it. Its parts are found by their places in the file, so none may move: what has to go is
 * written over, byte for byte. How it is turned is a property of its own (`irot`, `imir`) and stays, and so does every byte of its pictures,
 * whatever the file claims of the rest. One that has more parts than a well-meant picture is left as it is.
 * Source: ISO/IEC 23008-12, sections 6.5.10, 6.5.12 and annex A
 */
export const bareHeic = (bytes: Uint8Array): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = [...isoBoxes(view, 0, bytes.length)];
  const meta = boxes.find(({ name }) => name === "meta");
  const items = meta ? heifItems(view, meta) : [];
  if (!items || boxes.length > mostBoxes) return bytes;
  const isSpare = (box: IsoBox) => !needed.has(box.name) || (box.name === "meta" && box !== meta);
  const bare = bytes.slice();
  for (const box of boxes.filter(isSpare)) forgetBox(bare, box);
  bare.fill(0, boxes.at(-1)?.end ?? bytes.length);
  for (const moov of boxes.filter(({ name }) => name === "moov")) forgetWords(bare, view, moov);
  writeOver(bare, items.filter(saysMore));
  const pictures = items.filter((item) => !saysMore(item)).flatMap(({ extents }) => extents.filter(({ isOpen }) => !isOpen));
  const frames = boxes.filter((box) => !isSpare(box)).flatMap((box) => frameOf(view, box));
  for (const { start, end } of merged([...frames, ...pictures])) bare.set(bytes.subarray(start, end), start);
  return bare;
};

/** Exif, XMP and whatever else is written beside the pictures, but not a picture that is kept as a file of its own. */
const saysMore = ({ type, contentType }: HeifItem): boolean =>
  type === "Exif" || type === "uri " || (type === "mime" && !contentType.startsWith("image/"));

const writeOver = (bare: Uint8Array, items: HeifItem[]): void => {
  const exif = items.filter(({ type }) => type === "Exif");
  const words = items.filter(({ type }) => type !== "Exif");
  for (const { start, end } of merged(words.flatMap(({ extents }) => extents))) bare.fill(space, start, end);
  for (const { start, end } of merged(exif.flatMap(({ extents }) => extents))) bare.fill(0, start, end);
  for (const { extents } of exif) {
    if (extents.reduce((sum, { start, end }) => sum + end - start, 0) < nothing.length) continue;
    let written = 0;
    for (const { start, end } of extents) {
      const piece = nothing.subarray(written, written + end - start);
      bare.set(piece, start);
      written += piece.length;
    }
  }
};

/** What of a box says where things are, rather than being them. */
const frameOf = (view: DataView, { name, start, body, end }: IsoBox): Span[] => {
  if (name === "ftyp") return [{ start, end }];
  if (name !== "meta") return [{ start, end: body }];
  const held = [...isoBoxes(view, body + 4, end)].find((box) => box.name === "idat");
  return held
    ? [
        { start, end: held.body },
        { start: held.end, end },
      ]
    : [{ start, end }];
};

/** The same pieces, none over another. */
const merged = (spans: Span[]): Span[] => {
  const whole: Span[] = [];
  for (const { start, end } of spans.filter((span) => span.start < span.end).toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
};
