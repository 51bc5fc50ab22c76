import type { Media } from "../../../schema/contract/media.ts";

export interface DocumentLook {
  shape: "text" | "table" | "slides" | "file";
  /** `PDF`, `DOCX` */
  word: string;
  tone: "red" | "blue" | "green" | "amber" | "plain";
}

const looks: readonly (DocumentLook & { types: RegExp })[] = [
  { types: /\/pdf$/, shape: "text", word: "PDF", tone: "red" },
  { types: /wordprocessingml/, shape: "text", word: "DOCX", tone: "blue" },
  { types: /msword/, shape: "text", word: "DOC", tone: "blue" },
  { types: /spreadsheetml/, shape: "table", word: "XLSX", tone: "green" },
  { types: /ms-excel/, shape: "table", word: "XLS", tone: "green" },
  { types: /text\/csv/, shape: "table", word: "CSV", tone: "green" },
  { types: /presentationml/, shape: "slides", word: "PPTX", tone: "amber" },
  { types: /ms-powerpoint/, shape: "slides", word: "PPT", tone: "amber" },
  { types: /text\/plain/, shape: "text", word: "TXT", tone: "plain" },
];

/** How a document looks, by its content's type; by its name's ending until that is known. */
export const documentLook = ({ mediaType, name }: Pick<Media, "mediaType" | "name">): DocumentLook => {
  const known = looks.find((look) => mediaType !== null && look.types.test(mediaType));
  if (known) return known;
  const ending = /\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toUpperCase() ?? "";
  return looks.find((look) => look.word === ending) ?? { shape: "file", word: ending, tone: "plain" };
};
