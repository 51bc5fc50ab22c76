import { asciiAt, isoBoxes, type IsoBox } from "../../platform/isoBoxes.ts";

/** A piece of a file, `end` not included. */
export interface Span {
  start: number;
  end: number;
}

/** One that doesn't say how long it is goes as far as there is something. */
export interface Extent extends Span {
  isOpen: boolean;
}

/** What a HEIF file is made of: tiles of pictures, and what cameras write beside them. */
export interface HeifItem {
  id: number;
  /** Four characters, e.g. `hvc1`, `Exif`, `mime`; empty when nothing tells. */
  type: string;
  /** Of a `mime` item. */
  contentType: string;
  /** Within the file, in the order of the content. */
  extents: Extent[];
}

/** A picture of 100 megapixels has some hundred tiles, each an item of one piece. */
const mostPieces = 20_000;

/** Reads on and on; past the end everything is zero. */
class Reader {
  readonly #view: DataView;
  at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.at = at;
  }

  /** A number of this many bytes, 0 to 8. */
  number(bytes: number): number {
    let value = 0;
    for (const end = this.at + bytes; this.at < end; this.at++)
      value = value * 256 + (this.at < this.#view.byteLength ? this.#view.getUint8(this.at) : 0);
    return value;
  }
}

/**
 * The items of a `meta` box with what each is and where its bytes lie. One that lies in another item or in another file has no extents.
 * Sources: ISO/IEC 14496-12, sections 8.11.3 (`iloc`), 8.11.6 (`iinf`), 8.11.11 (`idat`); ISO/IEC 23008-12, annex A
 *
 * @returns null when there are more pieces than a well-meant picture has
 */
export const heifItems = (view: DataView, meta: IsoBox): HeifItem[] | null => {
  const boxes = new Map([...isoBoxes(view, meta.body + 4, meta.end)].map((box) => [box.name, box]));
  const [iloc, iinf] = [boxes.get("iloc"), boxes.get("iinf")];
  if (!iloc) return [];
  const places = readPlaces(view, iloc, { file: { start: 0, end: view.byteLength }, idat: bodyOf(boxes.get("idat")) });
  const kinds = iinf ? readKinds(view, iinf) : new Map<number, Kind>();
  return (
    places && kinds && places.map(({ id, extents }) => ({ id, extents, ...(kinds.get(id) ?? { type: "", contentType: "" }) }))
  );
};

const bodyOf = (box: IsoBox | undefined): Span => (box ? { start: box.body, end: box.end } : { start: 0, end: 0 });

interface Sources {
  file: Span;
  idat: Span;
}

const readPlaces = (view: DataView, iloc: IsoBox, sources: Sources): { id: number; extents: Extent[] }[] | null => {
  const reader = new Reader(view, iloc.body);
  const version = reader.number(1);
  reader.number(3);
  const [sizes, more] = [reader.number(1), reader.number(1)];
  const sizeOf = { offset: sizes >> 4, length: sizes & 15, base: more >> 4, index: version === 0 ? 0 : more & 15 };
  if (Math.max(...Object.values(sizeOf)) > 8 || version > 2) return null;
  const count = reader.number(version < 2 ? 2 : 4);
  const items: { id: number; extents: Extent[] }[] = [];
  for (let pieces = 0; items.length < count && reader.at < iloc.end;) {
    const id = reader.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.number(2) & 15;
    const isElsewhere = reader.number(2) !== 0 || method > 1;
    const source = method === 1 ? sources.idat : sources.file;
    const base = reader.number(sizeOf.base);
    const extents: Extent[] = [];
    const parts = reader.number(2);
    pieces += parts + 1;
    if (pieces > mostPieces) return null;
    for (let part = 0; part < parts && reader.at < iloc.end; part++) {
      reader.number(sizeOf.index);
      const start = Math.min(source.start + base + reader.number(sizeOf.offset), source.end);
      const length = reader.number(sizeOf.length);
      const end = length === 0 ? source.end : Math.min(start + length, source.end);
      if (!isElsewhere) extents.push({ start, end, isOpen: length === 0 });
    }
    items.push({ id, extents });
  }
  return items;
};

type Kind = Pick<HeifItem, "type" | "contentType">;

const readKinds = (view: DataView, iinf: IsoBox): Map<number, Kind> | null => {
  const kinds = new Map<number, Kind>();
  const counted = new Reader(view, iinf.body).number(1) === 0 ? 2 : 4;
  let seen = 0;
  for (const { name, body, end } of isoBoxes(view, iinf.body + 4 + counted, iinf.end)) {
    if (++seen > mostPieces) return null;
    if (name !== "infe" || end - body < 12) continue;
    const reader = new Reader(view, body);
    const version = reader.number(1);
    reader.number(3);
    // Those before the second say no type, and stand in no HEIF.
    if (version < 2) continue;
    const id = reader.number(version === 2 ? 2 : 4);
    const type = asciiAt(view, reader.at + 2, 4);
    const [, contentType = ""] = asciiAt(view, reader.at + 6, Math.min(end - reader.at - 6, 512)).split("\0");
    kinds.set(id, { type, contentType: type === "mime" ? contentType : "" });
  }
  return kinds;
};
