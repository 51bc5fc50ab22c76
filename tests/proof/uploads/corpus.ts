import type { FileType } from "../../../workers/platform/fileType.ts";
import { concat, latin1, utf8 } from "../../world/samples/bytes.ts";
import { sample, type SampleName } from "../../world/samples/catalogue.ts";
import * as hostile from "../../world/samples/hostile.ts";
import { docxEntries } from "../../world/samples/office.ts";
import { png, pngBomb } from "../../world/samples/png.ts";
import { zip } from "../../world/samples/zip.ts";

/** A file that somebody sends, under a name, announced as something. */
export interface Upload {
  what: string;
  name: string;
  announced: string;
  bytes: Uint8Array;
  /** What it may be stored as; null: it is refused. */
  as: FileType | null;
}

const markup = "<!doctype html><script>alert(document.domain)</script>";
const of = (name: SampleName) => sample(name).bytes;
const [jpeg, docx, paper] = [of("pasta.jpg"), of("diario.docx"), of("fattura.pdf")];
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const utf16 = (text: string) => concat([0xff, 0xfe], new Uint8Array(Buffer.from(text, "utf16le")));

/** A header that says it is huge, with nothing behind it. */
const hugeJpeg = concat(
  [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0],
  [0xff, 0xd9],
);
const hugeGif = concat("GIF89a", [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0x3b]);
const hugeWebp = concat("RIFF", [22, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0], [0, 0, 0, 0], [0xff, 0xff, 0x3f], [0xff, 0xff, 0x3f]);

const withMacros = zip([...docxEntries("<w:p/>"), { name: "word/vbaProject.bin", data: utf8("Attribute VB_Name") }]);
const paperThat = (does: string) => {
  const text = Buffer.from(paper).toString("latin1");
  return latin1(text.replace("/Type /Catalog", `/Type /Catalog ${does}`));
};
const squeezed = (text: string, from: number, to: number): Uint8Array => latin1(text.slice(from, to));

/** What it is: never what its name or whoever sends it says. */
const contents: [what: string, announced: string, bytes: Uint8Array, as: FileType | null][] = [
  ["a page", "image/jpeg", utf8(markup), null],
  ["a page behind blanks", "text/plain", utf8(` \n\t${markup}`), null],
  ["a page behind a byte order mark", "text/plain", utf8(`\ufeff${markup}`), null],
  ["a page in UTF-16", "text/plain", utf16(markup), null],
  ["a page far down in a text", "text/plain", utf8(`${"a\n".repeat(4_000)}${markup}`), null],
  ["a drawing with a script", "image/svg+xml", hostile.svgWithScript(), null],
  ["a drawing behind an XML declaration", "image/png", concat('<?xml version="1.0"?>', hostile.svgWithScript()), null],
  ["a stylesheet of XML", "text/xml", utf8('<?xml version="1.0"?><?xml-stylesheet href="#x"?><x/>'), null],
  ["a picture that is a script", "image/gif", hostile.gifJsPolyglot(), null],
  ["a picture with a page behind it", "image/jpeg", concat(jpeg, markup), "image/jpeg"],
  [
    "a picture with a page in its comment",
    "image/jpeg",
    concat(jpeg.subarray(0, 2), [0xff, 0xfe, 0, markup.length + 2], markup, jpeg.subarray(2)),
    null,
  ],
  ["a picture with an archive behind it", "image/png", concat(png(), hostile.nestedZip(1)), "image/png"],
  ["a PDF that is a page", "application/pdf", hostile.pdfHtmlPolyglot(), null],
  [
    "a PDF with a script",
    "application/pdf",
    paperThat("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "application/pdf",
  ],
  ["a PDF that starts a program", "application/pdf", paperThat("/OpenAction << /S /Launch /F (cmd.exe) >>"), "application/pdf"],
  ["a PDF with endless pages", "application/pdf", hostile.pdfManyPages(3_000), "application/pdf"],
  ["a PDF with endless objects", "application/pdf", hostile.pdfManyObjects(40_000), "application/pdf"],
  ["a PDF that leads to itself", "application/pdf", hostile.pdfLoop(), "application/pdf"],
  ["half a PDF", "application/pdf", hostile.truncated(paper), "application/pdf"],
  ["a PDF's first line", "application/pdf", utf8("%PDF-1.7\n"), "application/pdf"],
  ["a document that unpacks to a hundredfold", word, hostile.zipBombDocx(60), null],
  ["archives in archives", word, hostile.nestedZip(3), null],
  ["a document that writes elsewhere", word, hostile.zipSlipDocx(), null],
  ["a document that asks for files and blows up", word, hostile.entitiesDocx(), word],
  ["a document with macros", word, withMacros, null],
  ["half a document", word, hostile.truncated(docx), null],
  ["a picture of 144 megapixels in nothing", "image/png", pngBomb(), null],
  ["a photo that says it is of four gigapixels", "image/jpeg", hugeJpeg, null],
  ["an animation that says so", "image/gif", hugeGif, null],
  ["a sticker that says so", "image/webp", hugeWebp, null],
  ["half a photo", "image/jpeg", hostile.truncated(jpeg), "image/jpeg"],
  ["a photo's first bytes", "image/jpeg", jpeg.subarray(0, 3), "image/jpeg"],
  ["half a film", "video/mp4", hostile.truncated(of("allenamento.mp4")), "video/mp4"],
  ["half a voice note", "audio/ogg", hostile.truncated(of("nota-vocale.ogg")), "audio/ogg"],
  ["nothing", "image/jpeg", new Uint8Array(0), null],
  ["one byte", "image/jpeg", Uint8Array.of(0), null],
  ["seventeen megabytes", "image/jpeg", hostile.oversized(jpeg, 17), null],
  ["a program of Windows", "image/jpeg", concat("MZ", [0x90, 0, 3, 0, 0, 0], new Uint8Array(400), "PE\0\0"), null],
  ["a program of Linux", "application/pdf", concat([0x7f], "ELF", [2, 1, 1], new Uint8Array(200)), null],
  ["a script for a shell", "text/plain", utf8("#!/bin/sh\nrm -rf ~\n"), null],
  ["a script for a server", "image/gif", utf8("GIF89a<?php system($_GET['x']); ?>"), null],
  ["a mail that is a page", "text/plain", utf8(`MIME-Version: 1.0\nContent-Type: text/html\n\n${markup}`), null],
  ["a list with formulas", "text/csv", utf8("Nome;Euro\n=cmd|' /C calc'!A0;1\n"), "text/csv"],
  [
    "a card with a script",
    "text/vcard",
    utf8("BEGIN:VCARD\r\nFN:Luca\r\nURL:javascript:alert(1)\r\nEND:VCARD\r\n"),
    "text/vcard",
  ],
  ["noise", "application/octet-stream", Uint8Array.from({ length: 3_000 }, (_, at) => (at * 7_919) % 251), null],
  ["a zip", "image/png", zip([{ name: "a.txt", data: utf8("x") }]), null],
  ["the end of a photo", "image/jpeg", squeezed(Buffer.from(jpeg).toString("latin1"), 40, 900), null],
];

/** Names for a photo that somebody may be harmed by: what is shown, saved and put in headers. */
const names = [
  "foto.jpg.exe",
  "foto.jpg.html",
  "foto.svg",
  "foto.html",
  "fattura\u202egpj.exe",
  "\u2066foto\u2069.jpg\u200f.hta",
  "../../../etc/passwd",
  "..\\..\\Startup\\x.bat",
  "/dev/null",
  ".htaccess",
  "con.jpg",
  `${"a".repeat(190)}.jpg`,
  `${"a".repeat(119)}😀.jpg`,
  "😀".repeat(90),
  "foto\r\nSet-Cookie: a=b\r\n.jpg",
  'foto"; filename="x.html',
  "foto%2f..%2fx.html",
  "foto\u0000.html",
  "foto.jpg ",
  "<img src=x onerror=alert(1)>.jpg",
];

export const uploads: readonly Upload[] = [
  ...contents.map(([what, announced, bytes, as], at) => ({ what, name: `${at}-foto.jpg`, announced, bytes, as })),
  ...names.map((name) => ({
    what: `a photo called ${JSON.stringify(name.slice(0, 40))}`,
    name,
    announced: "image/jpeg",
    bytes: jpeg,
    as: "image/jpeg" as const,
  })),
];
