import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTypeOf } from "../../workers/platform/fileType.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const office = "application/vnd.openxmlformats-officedocument.";

describe("the type of a file", () => {
  it.each([
    ["%PDF-1.7\n%âã", "application/pdf"],
    [`${"\n".repeat(40)}%PDF-1.4`, "application/pdf"],
    ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"],
    ["\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"],
    ["GIF89a\x01\0", "image/gif"],
    ["RIFF\x24\0\0\0WEBPVP8 ", "image/webp"],
    ["OggS\0\x02", "audio/ogg"],
    ["ID3\x04\0", "audio/mpeg"],
    ["\xff\xfb\x90\x64", "audio/mpeg"],
    ["\0\0\0\x20ftypisom", "video/mp4"],
    ["\0\0\0\x20ftypM4A ", "audio/mp4"],
    ["PK\x03\x04[Content_Types].xml…word/document.xml", `${office}wordprocessingml.document`],
    [`PK\x03\x04[Content_Types].xml${"x".repeat(9_000)}xl/workbook.xml`, `${office}spreadsheetml.sheet`],
    ["PK\x03\x04_rels/.rels ppt/presentation.xml", `${office}presentationml.presentation`],
  ])("is told by its content: %j", (content, type) => {
    expect(fileTypeOf(bytes(content))).toBe(type);
  });

  it.each([
    "",
    "<html><script>",
    "<svg xmlns='http://www.w3.org/2000/svg'>",
    "PK\x03\x04 some other archive",
    "RIFF\x24\0\0\0WAVE",
    "MZ\x90\0",
    "#!/bin/sh",
    "\xff\xff\xff\xff",
    "\xff\xe8\0\0",
    `${"x".repeat(1_030)}%PDF-1.4`,
  ])("is none of ours for %j", (content) => {
    expect(fileTypeOf(bytes(content))).toBeNull();
  });

  it("can be asked of anything", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        expect(["string", "object"]).toContain(typeof fileTypeOf(content));
      }),
    );
  });
});
