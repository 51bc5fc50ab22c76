import { pdfText } from "../../knowledge/pdfText.ts";
import type { FileType } from "../../platform/fileType.ts";
import { decodeText } from "../../platform/plainText.ts";
import { officeText } from "./officeText.ts";
import { vcardText } from "./vcardText.ts";

/**
 * `image_only`: pages without text, as a scanner makes them. `locked`: with a password. `unreadable`: broken, or of a format nobody
 * here reads. `harmful`: made to exhaust whoever reads it.
 */
export type DocumentText =
  | { kind: "text"; text: string }
  | { kind: "none"; why: "image_only" | "locked" | "unreadable" }
  | { kind: "harmful" };

/**
 * How much of a document is kept: the model is told a part of it, and a conversation stores a message with the words of all its
 * files in one row, of 2 MB at most (https://developers.cloudflare.com/durable-objects/platform/limits/).
 */
export const keptCharacters = 40_000;

const limits = { pages: 100, beyondPages: "leave_out", characters: keptCharacters, milliseconds: 15_000 } as const;

/** The text of a document or of shared contacts, in bounded time, whatever the file is made of. */
export const documentText = async (bytes: Uint8Array, mediaType: FileType): Promise<DocumentText> => {
  if (mediaType === "application/pdf") return ofPdf(bytes);
  if (mediaType.includes("openxmlformats")) {
    const office = officeText(bytes, keptCharacters);
    if (office.ok) return office.text === "" ? none("unreadable") : { kind: "text", text: office.text };
    return office.failure === "harmful" ? { kind: "harmful" } : none("unreadable");
  }
  if (!mediaType.startsWith("text/")) return none("unreadable");
  const text = decodeText(bytes);
  const shown = text !== null && mediaType === "text/vcard" ? vcardText(text) : (text?.replace(/^\ufeff/, "").trim() ?? "");
  return shown === "" ? none("unreadable") : { kind: "text", text: shown.slice(0, keptCharacters) };
};

const none = (why: Extract<DocumentText, { kind: "none" }>["why"]): DocumentText => ({ kind: "none", why });

const ofPdf = async (bytes: Uint8Array): Promise<DocumentText> => {
  const read = await pdfText(bytes, limits);
  if (read.ok) return { kind: "text", text: read.text };
  if (read.failure === "no_text") return none("image_only");
  return none(read.failure === "encrypted" ? "locked" : "unreadable");
};
