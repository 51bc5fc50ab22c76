/** A file in memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function concat(...parts: (Uint8Array | string | number[])[]): Bytes {
  const arrays = parts.map((part) =>
    typeof part === "string" ? latin1(part) : Array.isArray(part) ? Uint8Array.from(part) : part,
  );
  const whole = new Uint8Array(arrays.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of arrays) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One byte per character; characters beyond U+00FF become `?`. */
export function latin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => (character.charCodeAt(0) < 256 ? character.charCodeAt(0) : 63));
}

export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

export const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
export const u24 = (value: number): number[] => [(value >>> 16) & 255, ...u16(value)];
export const u32 = (value: number): number[] => [(value >>> 24) & 255, ...u24(value)];
export const u16le = (value: number): number[] => u16(value).toReversed();
export const u24le = (value: number): number[] => u24(value).toReversed();
export const u32le = (value: number): number[] => u32(value).toReversed();

/** A CRC with the given polynomial over bytes, most significant bit first, as Ogg uses it. */
export function crcForward(bytes: Uint8Array, polynomial: number): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ polynomial : crc << 1;
  }
  return crc >>> 0;
}

/** Writes numbers of any width in bits, most significant bit first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;

  put(value: number, bits: number): this {
    for (let bit = bits - 1; bit >= 0; bit--) {
      this.#held = (this.#held << 1) | ((value >>> bit) & 1);
      if (++this.#count === 8) {
        this.#bytes.push(this.#held);
        this.#held = 0;
        this.#count = 0;
      }
    }
    return this;
  }

  /** Fills the current byte with `fill` bits. */
  align(fill: 0 | 1): this {
    while (this.#count !== 0) this.put(fill, 1);
    return this;
  }

  bytes(): Bytes {
    return Uint8Array.from(this.#bytes);
  }
}
