import { PDFDocument, StandardFonts } from "pdf-lib";
import { expect, test } from "vitest";
import { pdfLimits, pdfText } from "../../workers/knowledge/pdfText.ts";

const pdfOf = async (pages: string[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages) pdf.addPage().drawText(text, { x: 40, y: 700, size: 12, font, lineHeight: 14 });
  return pdf.save();
};

test("a PDF's text, page by page", async () => {
  const result = await pdfText(await pdfOf(["Orari: dal lunedì al venerdì\nabbona-\nmento mensile", "Seconda pagina"]));
  expect(result).toEqual({ ok: true, text: "Orari: dal lunedì al venerdì\nabbonamento mensile\n\nSeconda pagina" });
});

test.each([
  ["cut off", async () => (await pdfOf(["ciao"])).slice(0, 300), "unreadable"],
  [
    "not a PDF behind its first bytes",
    async () => new TextEncoder().encode(`%PDF-1.7\n${"\u0000garbage".repeat(500)}`),
    "unreadable",
  ],
  ["empty", async () => new Uint8Array(), "unreadable"],
  ["a scan", async () => pdfOf([""]), "no_text"],
] as const)("%s fails cleanly", async (_, bytes, failure) => {
  expect(await pdfText(await bytes())).toEqual({ ok: false, failure });
});

test("too many pages, too many characters, too much time", async () => {
  const bytes = await pdfOf(["uno due tre", "quattro", "cinque"]);
  expect(await pdfText(bytes, { ...pdfLimits, pages: 2 })).toEqual({ ok: false, failure: "too_many_pages" });
  expect(await pdfText(bytes, { ...pdfLimits, characters: 7 })).toEqual({ ok: true, text: "uno due" });
  expect(await pdfText(bytes, { ...pdfLimits, milliseconds: 0 })).toEqual({ ok: false, failure: "too_slow" });
});

test("a locked PDF says that it is locked", async () => {
  const locked = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<${"00".repeat(32)}>/U<${"11".repeat(32)}>>>endobj
trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>
%%EOF`;
  expect(await pdfText(new TextEncoder().encode(locked))).toEqual({ ok: false, failure: "encrypted" });
});
