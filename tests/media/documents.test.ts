import { describe, expect, it } from "vitest";
import { maxMediaPerMessage } from "../../schema/contract/media.ts";
import { documentText, keptCharacters } from "../../workers/media/documents/documentText.ts";
import { officeText } from "../../workers/media/documents/officeText.ts";
import { vcardText } from "../../workers/media/documents/vcardText.ts";
import { fileTypeOf, type FileType } from "../../workers/platform/fileType.ts";
import { readZip } from "../../workers/platform/zip.ts";
import { sample } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";
import { docx, docxEntries, file } from "../world/samples/office.ts";
import { pdf } from "../world/samples/pdf.ts";
import { zip } from "../world/samples/zip.ts";

/** Of one unit of a string. */
const utf8BytesAtMost = 3;

const read = (bytes: Uint8Array) => documentText(bytes, fileTypeOf(bytes) as FileType);
const textOf = async (bytes: Uint8Array) => {
  const answer = await read(bytes);
  return answer.kind === "text" ? answer.text : answer;
};

describe("the text of a document", () => {
  it("of Word, a line a paragraph", async () => {
    expect(await textOf(sample("diario.docx").bytes)).toBe(
      "Diario alimentare\nColazione: yogurt e miele\nPranzo: riso e verdure",
    );
    expect(await textOf(docx('Prezzo < 10 € & "sconto"'))).toBe('Prezzo < 10 € & "sconto"');
  });

  it("of Excel, with texts in place and shared, and empty cells kept", async () => {
    expect(await textOf(sample("spese.xlsx").bytes)).toBe("Voce\tEuro\nAffitto\t800\nSpesa\t320.5");
    const shared = workbook(
      `<sst><si><t>Data</t></si><si><r><rPr><color rgb="1"/></rPr><t>Tot</t></r><r><t>ale</t></r></si></sst>`,
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/><c r="C1" t="s"><v>1</v></c></row><row r="2"/><row r="3"><c><f>A1+1</f><v>42</v></c></row>`,
    );
    expect(await textOf(shared)).toBe("Data\tTotale\n42");
  });

  it("of PowerPoint, slide by slide in order", async () => {
    const slide = (at: number, ...texts: string[]) =>
      file(
        `ppt/slides/slide${at}.xml`,
        `<p:sld>${texts.map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`).join("")}</p:sld>`,
      );
    const main = { name: "ppt/presentation.xml", data: new Uint8Array(3) };
    const deck = zip([{ ...main, name: "[Content_Types].xml" }, main, slide(10, "ultima"), slide(2, "prima", "seconda riga")]);
    expect(await textOf(deck)).toBe("prima\nseconda riga\n\nultima");
  });

  it("of a table and of plain text, in whichever writing", async () => {
    expect(await textOf(sample("spese.csv").bytes)).toContain("Affitto;800,00");
    const windows = Uint8Array.from("Perché così? Va bene, è già pronto", (one) => one.charCodeAt(0));
    expect(await textOf(windows)).toBe("Perché così? Va bene, è già pronto");
  });

  it("of shared contacts, a line each", async () => {
    expect(await textOf(sample("contatto.vcf").bytes)).toBe("Luca Ferri · Palestra Aurora · +447700900002 · luca@example.com");
    const folded =
      "BEGIN:VCARD\r\nFN:Anna\\, di\r\n  Verona\r\nitem1.TEL;type=CELL:+447700900003\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD";
    expect(vcardText(folded)).toBe("Anna, di Verona · +447700900003");
  });

  it("is cut where nobody reads on", async () => {
    const text = await textOf(new TextEncoder().encode("parola ".repeat(30_000)));
    expect(text).toHaveLength(keptCharacters);
    expect(maxMediaPerMessage * keptCharacters * utf8BytesAtMost).toBeLessThan(2_000_000);
  });
});

describe("a document that is none, or means harm", () => {
  const timed = async (bytes: Uint8Array) => {
    const began = performance.now();
    const answer = await read(bytes);
    expect(performance.now() - began).toBeLessThan(20_000);
    return answer;
  };

  it("says whether it is a scan, locked or broken", async () => {
    expect(await read(pdf([[""]]))).toEqual({ kind: "none", why: "image_only" });
    expect(await read(hostile.truncated(sample("programma.pdf").bytes, 0.2))).toEqual({ kind: "none", why: "unreadable" });
    expect(await read(hostile.pdfLoop())).toEqual({ kind: "none", why: expect.any(String) });
    expect(await documentText(new Uint8Array(600), "application/msword")).toEqual({ kind: "none", why: "unreadable" });
  });

  it("of thousands of objects or pages is read in part, in bounded time", async () => {
    expect(await timed(hostile.pdfManyObjects())).toEqual({ kind: "text", text: "Una pagina sola" });
    const pages = await timed(hostile.pdfManyPages());
    expect(pages.kind === "text" && pages.text.split("\n\n")).toHaveLength(100);
  });

  it("that defines entities is harmful, and none is followed", async () => {
    expect(await timed(hostile.entitiesDocx())).toEqual({ kind: "harmful" });
  });

  it("that holds more than its directory says is harmful, and no more than that is unpacked", () => {
    const bomb = hostile.zipBombDocx(30).slice();
    const view = new DataView(bomb.buffer);
    const name = "word/document.xml";
    for (let at = bomb.length - 60; at > 0; at--)
      if (
        view.getUint32(at, true) === 0x02014b50 &&
        new TextDecoder().decode(bomb.subarray(at + 46, at + 46 + name.length)) === name
      )
        view.setUint32(at + 24, 1_000, true);
    expect(readZip(bomb)?.find((entry) => entry.name === name)?.unpackedBytes).toBe(1_000);
    expect(officeText(bomb, 1_000)).toEqual({ ok: false, failure: "harmful" });
  });

  it.each([
    ["elements that never close", "<w:t".repeat(400_000)],
    ["paragraphs that never close", "<w:p><w:r><w:t>a".repeat(200_000)],
    ["references without end", `<w:t>${"&#x".repeat(400_000)}</w:t>`],
  ])("costs no more than its length: %s", async (_, body) => {
    const began = performance.now();
    await read(zip(docxEntries(body)));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

function workbook(strings: string, rows: string): Uint8Array {
  const empty = { data: new Uint8Array(3) };
  return zip([
    { ...empty, name: "[Content_Types].xml" },
    { ...empty, name: "xl/workbook.xml" },
    file("xl/sharedStrings.xml", strings),
    file("xl/worksheets/sheet1.xml", `<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  ]);
}
