import { crc32, deflateRawSync } from "node:zlib";
import { concat, u16le, u32le, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

export interface Entry {
  name: string;
  data: Uint8Array;
}

/** A zip of deflated entries. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 to 4.3.16 */
export function zip(entries: Entry[]): Bytes {
  const locals: Bytes[] = [];
  const directory: Bytes[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const packed = deflateRawSync(data, { level: 9 });
    const path = utf8(name);
    const common = concat(
      u16le(20),
      u16le(0x0800),
      u16le(8),
      u16le(0),
      u16le(0x5b21),
      u32le(crc32(data)),
      u32le(packed.length),
      u32le(data.length),
      u16le(path.length),
      u16le(0),
    );
    const local = concat(u32le(0x04034b50), common, path, packed);
    locals.push(local);
    directory.push(concat(u32le(0x02014b50), u16le(20), common, u16le(0), u16le(0), u16le(0), u32le(0), u32le(offset), path));
    offset += local.length;
  }
  const central = concat(...directory);
  const end = concat(
    u32le(0x06054b50),
    u16le(0),
    u16le(0),
    u16le(entries.length),
    u16le(entries.length),
    u32le(central.length),
    u32le(offset),
    u16le(0),
  );
  return concat(...locals, central, end);
}
