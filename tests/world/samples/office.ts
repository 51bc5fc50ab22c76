import { utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { zip } from "./zip.ts";
import type { Entry } from "./zip.ts";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const FORMAT = "application/vnd.openxmlformats-officedocument";

export const file = (name: string, text: string): Entry => ({ name, data: utf8(`${XML}${text}`) });

/** A Word document of plain paragraphs. Source: ECMA-376 part 1, section 17 */
export function docx(...paragraphs: string[]): Bytes {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`).join("");
  return zip(docxEntries(body));
}

/** The parts of a Word document around a body that is already XML. */
export function docxEntries(body: string): Entry[] {
  return [
    types("/word/document.xml", `${FORMAT}.wordprocessingml.document.main+xml`),
    relations("_rels/.rels", [["officeDocument", "word/document.xml"]]),
    file(
      "word/document.xml",
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  ];
}

/** A workbook of one sheet; numbers stay numbers, texts are written in place. Source: ECMA-376 part 1, section 18 */
export function xlsx(rows: (string | number)[][]): Bytes {
  const cells = (row: (string | number)[]) =>
    row
      .map((value) =>
        typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`,
      )
      .join("");
  const namespace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  return zip([
    types("/xl/workbook.xml", `${FORMAT}.spreadsheetml.sheet.main+xml`, [
      ["/xl/worksheets/sheet1.xml", `${FORMAT}.spreadsheetml.worksheet+xml`],
    ]),
    relations("_rels/.rels", [["officeDocument", "xl/workbook.xml"]]),
    file(
      "xl/workbook.xml",
      `<workbook ${namespace} xmlns:r="${OFFICE}/relationships"><sheets><sheet name="Foglio1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    relations("xl/_rels/workbook.xml.rels", [["worksheet", "worksheets/sheet1.xml"]]),
    file(
      "xl/worksheets/sheet1.xml",
      `<worksheet ${namespace}><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${cells(row)}</row>`).join("")}</sheetData></worksheet>`,
    ),
  ]);
}

function types(main: string, mainType: string, further: [string, string][] = []): Entry {
  const overrides = [[main, mainType] as const, ...further]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join("");
  return file(
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`,
  );
}

function relations(name: string, targets: [string, string][]): Entry {
  const list = targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`)
    .join("");
  return file(name, `<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`);
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
