import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTypeOf } from "../../workers/platform/fileType.ts";
import { zip } from "../world/samples/zip.ts";

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
    ["\0\0\0\x20ftypheic", "image/heic"],
    ["\0\0\0\x20ftypqt  ", "video/quicktime"],
    ["\0\0\0\x20ftyp3gp4", "video/3gpp"],
    ["#!AMR\n\x3c", "audio/amr"],
    ["\xff\xf1\x50\x80\x02", "audio/aac"],
    ["\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm…A_OPUS", "audio/webm"],
    ["\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm…V_VP9", "video/webm"],
    ["BEGIN:VCARD\r\nVERSION:3.0\r\n", "text/vcard"],
    ["a;b\n1;2\n", "text/csv"],
    ['"Rossi, Ada";3\n"Bianchi, Leo";4', "text/csv"],
    ["Buongiorno, a domani", "text/plain"],
    ["Perch\xe9 no? Va bene cos\xec", "text/plain"],
    ["\xff\xfeC\0i\0a\0o\0", "text/plain"],
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
    `\0${"x".repeat(1_030)}%PDF-1.4`,
    "<!doctype html><body><!-- %PDF-1.4",
    "Ciao <script>alert(1)</script>",
    "GIF89a/*\x01\0\x80",
    "\0\0\0\x20ftypavif",
    "\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska",
    "#!/bin/sh\necho",
  ])("is none of ours for %j", (content) => {
    expect(fileTypeOf(bytes(content))).toBeNull();
  });

  it.each([
    ["word/document.xml", `${office}wordprocessingml.document`],
    ["xl/workbook.xml", `${office}spreadsheetml.sheet`],
    ["ppt/presentation.xml", `${office}presentationml.presentation`],
    ["other/main.xml", null],
  ])("is told of an archive by its directory: %s", (main, type) => {
    const archive = (...names: string[]) => zip(names.map((name) => ({ name, data: bytes("x") })));
    expect(fileTypeOf(archive("[Content_Types].xml", "_rels/.rels", main))).toBe(type);
    expect(fileTypeOf(archive("[Content_Types].xml", main, "word/vbaProject.bin"))).toBeNull();
    expect(fileTypeOf(archive(main))).toBeNull();
  });

  it.each([
    ["WordDocument", "application/msword"],
    ["Workbook", "application/vnd.ms-excel"],
    ["PowerPoint Document", "application/vnd.ms-powerpoint"],
    ["__properties_version1.0", null],
  ])("is told of an old Office document by its main stream: %s", (stream, type) => {
    const file = new Uint8Array(2_048);
    file.set(bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
    const view = new DataView(file.buffer);
    view.setUint16(30, 9, true);
    view.setUint32(48, 0, true);
    file.set(bytes([..."Root Entry"].map((one) => `${one}\0`).join("")), 512);
    view.setUint16(512 + 64, 22, true);
    file.set(bytes([...stream].map((one) => `${one}\0`).join("")), 640);
    view.setUint16(640 + 64, stream.length * 2 + 2, true);
    expect(fileTypeOf(file)).toBe(type);
  });

  it("can be asked of anything", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        expect(["string", "object"]).toContain(typeof fileTypeOf(content));
      }),
    );
  });
});
