import { concat, latin1 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";

/**
 * A PDF with one page per list of lines, in Helvetica, Western European characters only; the marker is a comment.
 * `padding` adds that many objects that nothing needs. Source: ISO 32000-1, sections 7.5 and 9.4.
 */
export function pdf(pages: string[][], options: { marker?: Marker; padding?: number; before?: string } = {}): Bytes {
  const pageIds = pages.map((_, at) => 4 + at * 2);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((lines, at) => page(lines, pageIds[at]! + 1)),
    ...Array.from({ length: options.padding ?? 0 }, (_, at) => `<< /Filler ${at} /Next ${at} 0 R >>`),
  ];
  const opening = `${options.before ?? ""}%PDF-1.4\n${options.marker === undefined ? "" : `%${markerText(options.marker)}\n`}`;
  return concat(...assemble(opening, objects));
}

function page(lines: string[], contentId: number): string[] {
  const stream = `BT /F1 12 Tf 16 TL 56 780 Td ${lines.map((line) => `(${escaped(line)}) Tj T*`).join(" ")} ET`;
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${contentId} 0 R >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ];
}

function assemble(opening: string, objects: string[]): Bytes[] {
  const parts = [latin1(opening)];
  const offsets: number[] = [];
  let at = opening.length;
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    const text = `${index + 1} 0 obj\n${object}\nendobj\n`;
    parts.push(latin1(text));
    at += text.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    latin1(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`),
  );
  return parts;
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, (character) => `\\${character}`);
}

/** The lines shown by a PDF whose streams are not compressed, as this builder writes them. */
export function pdfLines(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("latin1");
  return [...text.matchAll(/\(((?:[^\\()]|\\.)*)\) Tj/g)].map((match) => match[1]!.replace(/\\(.)/g, "$1"));
}

/** How many pages a PDF claims to have. */
export function pdfPages(bytes: Uint8Array): number {
  return [
    ...Buffer.from(bytes)
      .toString("latin1")
      .matchAll(/\/Type\s*\/Page\b/g),
  ].length;
}
