import { concat, latin1, u32 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

/** An item of a HEIF file, in as many pieces as its content comes in. */
export interface HeicItem {
  type: string;
  contentType?: string;
  pieces: Uint8Array[];
  /** Among the media data, or within the index. */
  at: "mdat" | "idat";
}

/** How wide the numbers of the item location box are, in bytes, and by which version it is written. */
export interface HeicShape {
  version: 0 | 1 | 2;
  offset: 2 | 4 | 8;
  length: 2 | 4 | 8;
  base: 0 | 4 | 8;
  index: 0 | 4 | 8;
}

export const usualShape: HeicShape = { version: 1, offset: 4, length: 4, base: 0, index: 0 };

/** Where a piece lies in the file. */
export interface HeicPlace {
  start: number;
  end: number;
}

const number = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) % 256);

export const isoBox = (name: string, ...parts: (Uint8Array | string | number[])[]): Bytes => {
  const body = concat(...parts);
  return concat(u32(body.length + 8), latin1(name), body);
};

const full = (name: string, version: number, ...parts: (Uint8Array | string | number[])[]): Bytes =>
  isoBox(name, [version, 0, 0, 0], ...parts);

const infoOf = ({ type, contentType = "" }: HeicItem, id: number, isWide: boolean): Bytes =>
  full("infe", isWide ? 3 : 2, number(id, isWide ? 4 : 2), [0, 0], type, [0], type === "mime" ? `${contentType}\0` : "");

/** The pieces of one place in the order in which they lie there: the first of every item, the second of every item, and so on. */
const laidOut = (items: HeicItem[], at: HeicItem["at"]): Uint8Array[] => {
  const rounds = Math.max(0, ...items.map(({ pieces }) => pieces.length));
  return Array.from({ length: rounds }, (_, round) =>
    items.flatMap((item) => (item.at === at && item.pieces[round] ? [item.pieces[round]] : [])),
  ).flat();
};

/**
 * A HEIC as phones write it, with any items in it; its pictures are noise to a decoder. Its properties say that it is turned.
 * Sources: ISO/IEC 14496-12, sections 8.11.3, 8.11.6 and 8.11.11; ISO/IEC 23008-12, section 6.5 and annex B
 *
 * @returns with it, item by item, where each piece lies
 */
export function heic(
  items: HeicItem[],
  { shape = usualShape, behind = [] }: { shape?: HeicShape; behind?: Uint8Array[] } = {},
): { bytes: Bytes; places: HeicPlace[][] } {
  const type = isoBox("ftyp", "heic", u32(0), "mif1heic");
  const write = (dataAt: number, idatAt: number) => {
    const starts = { mdat: startsOf(laidOut(items, "mdat"), 0), idat: startsOf(laidOut(items, "idat"), 0) };
    const from = { mdat: dataAt, idat: shape.version === 0 ? idatAt : 0 };
    const entry = ({ at, pieces }: HeicItem, id: number) => {
      const base = shape.base === 0 ? 0 : from[at];
      return concat(
        number(id + 1, shape.version === 2 ? 4 : 2),
        shape.version === 0 ? [] : number(at === "idat" ? 1 : 0, 2),
        number(0, 2),
        number(base, shape.base),
        number(pieces.length, 2),
        ...pieces.flatMap((piece) => [
          number(1, shape.version === 0 ? 0 : shape.index),
          number(from[at] - base + starts[at].get(piece)!, shape.offset),
          number(piece.length, shape.length),
        ]),
      );
    };
    const sizes = [shape.offset * 16 + shape.length, shape.base * 16 + (shape.version === 0 ? 0 : shape.index)];
    const iloc = full("iloc", shape.version, sizes, number(items.length, shape.version === 2 ? 4 : 2), ...items.map(entry));
    const iinf = full("iinf", 0, number(items.length, 2), ...items.map((item, id) => infoOf(item, id + 1, shape.version === 2)));
    const properties = isoBox("iprp", isoBox("ipco", full("ispe", 0, u32(640), u32(480)), isoBox("irot", [1])));
    const head = [full("hdlr", 0, u32(0), "pict", new Uint8Array(13)), full("pitm", 0, [0, 1]), iinf, iloc, properties];
    const meta = full("meta", 0, ...head, isoBox("idat", ...laidOut(items, "idat")));
    return { meta, idatAt: type.length + 12 + concat(...head).length + 8 };
  };
  const measured = write(0, 0);
  const dataAt = type.length + measured.meta.length + 8;
  const { meta } = write(dataAt, measured.idatAt);
  const starts = { mdat: startsOf(laidOut(items, "mdat"), dataAt), idat: startsOf(laidOut(items, "idat"), measured.idatAt) };
  const places = items.map(({ at, pieces }) =>
    pieces.map((piece) => ({ start: starts[at].get(piece)!, end: starts[at].get(piece)! + piece.length })),
  );
  return { bytes: concat(type, meta, isoBox("mdat", ...laidOut(items, "mdat")), ...behind), places };
}

const startsOf = (pieces: Uint8Array[], from: number): Map<Uint8Array, number> => {
  let at = from;
  return new Map(
    pieces.map((piece) => {
      at += piece.length;
      return [piece, at - piece.length];
    }),
  );
};
