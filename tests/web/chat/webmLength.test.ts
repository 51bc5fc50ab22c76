import { describe, expect, it } from "vitest";
import { soundLength } from "../../../workers/media/headers/soundLength.ts";
import { withLength } from "../../../web/src/chat/voice/webmLength.ts";

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === "string" ? [...Buffer.from(value)] : [value])));

const header = bytes(0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, "webm");
/** A segment of unknown size, as whoever writes while recording has to leave it. */
const segment = bytes(0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
const inside = bytes(0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40, 0x4d, 0x80, 0x86, "Chrome");
const cluster = bytes(0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, "sound");
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const info = (length: readonly number[], content: Uint8Array) => joined(bytes(0x15, 0x49, 0xa9, 0x66, ...length), content);

describe("a WebM recording", () => {
  it.each([
    ["one byte", [0x80 | inside.length]],
    ["two bytes", [0x40, inside.length]],
    ["eight bytes", [0x01, 0, 0, 0, 0, 0, 0, inside.length]],
  ])("gets its length written in where its information has a size of %s", (_what, length) => {
    const recorded = joined(header, segment, info(length, inside), cluster);
    expect(soundLength(recorded, "audio/webm")).toBeNull();
    const mended = withLength(recorded, 2_345);
    expect(soundLength(mended, "audio/webm")).toBe(2_345);
    const untouched = header.length + segment.length + 4;
    expect(mended.slice(0, untouched)).toEqual(recorded.slice(0, untouched));
    expect(mended.slice(-cluster.length)).toEqual(cluster);
    expect(withLength(mended, 9_000)).toBe(mended);
  });

  it.each([
    ["without information", joined(header, segment, cluster)],
    ["cut short within it", joined(header, segment, info([0x80 | 40], inside))],
    ["whose information never ends", joined(header, segment, info([0xff], inside), cluster)],
    ["that is none", bytes("OggS")],
  ])("%s is left as it is", (_what, recorded) => expect(withLength(recorded, 2_345)).toBe(recorded));
});
