import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readZip, unzip } from "../../workers/platform/zip.ts";
import { zipBombDocx } from "../world/samples/hostile.ts";
import { zip } from "../world/samples/zip.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const archive = zip([
  { name: "a.txt", data: bytes("uno ".repeat(500)) },
  { name: "cartella/è.txt", data: bytes("due") },
]);

it("lists an archive from its directory and unpacks one entry", () => {
  const entries = readZip(archive) ?? [];
  expect(entries.map(({ name, unpackedBytes }) => [name, unpackedBytes])).toEqual([
    ["a.txt", 2_000],
    ["cartella/è.txt", 3],
  ]);
  expect(entries[0] && unzip(archive, entries[0], 2_000)).toEqual({
    ok: true,
    bytes: expect.objectContaining({ length: 2_000 }),
  });
});

it("never unpacks more than it was told, nor more than the directory says", () => {
  const [first] = readZip(archive) ?? [];
  if (!first) throw new Error("no entry");
  expect(unzip(archive, first, 1_999)).toEqual({ ok: false, failure: "too_large" });
  expect(unzip(archive, { ...first, unpackedBytes: 10 }, 2_000)).toEqual({ ok: false, failure: "lying" });
  expect(unzip(archive, { ...first, offset: archive.length - 4 }, 2_000)).toEqual({ ok: false, failure: "broken" });
  expect(unzip(archive, { ...first, packedBytes: 5 }, 2_000)).toEqual({ ok: false, failure: "broken" });
  expect(unzip(archive, { ...first, method: 12 }, 2_000)).toEqual({ ok: false, failure: "broken" });
});

it("reads a bomb's directory without setting it off", () => {
  const bomb = zipBombDocx(50);
  const before = performance.now();
  const document = readZip(bomb)?.find(({ name }) => name === "word/document.xml");
  expect(document?.unpackedBytes).toBeGreaterThan(50 * 1024 * 1024);
  expect(document && unzip(bomb, document, 1024 * 1024)).toEqual({ ok: false, failure: "too_large" });
  expect(document && unzip(bomb, { ...document, unpackedBytes: 1024 }, 1024 * 1024)).toEqual({ ok: false, failure: "lying" });
  expect(performance.now() - before).toBeLessThan(500);
});

it("survives any archive that is broken anywhere", () => {
  fc.assert(
    fc.property(fc.nat(archive.length - 1), fc.nat(255), fc.nat(archive.length), (at, byte, cut) => {
      const broken = archive.slice(0, cut);
      if (at < broken.length) broken[at] = byte;
      for (const entry of readZip(broken) ?? []) unzip(broken, entry, 10_000);
    }),
    { numRuns: 2_000 },
  );
});
