import * as z from "zod";
import type { ModelRequest } from "../../models/port.ts";
import { mediaRequest, optionalString, stringField, type Asking } from "./asking.ts";
import { readJson, textField } from "./readJson.ts";
import type { Words } from "./words.ts";

const instructions = `You say what a document is about, for the people of a business and for the assistant that answers its customers.
- description: what kind of document it is and what it says, in one to four sentences.
- Financial documents (invoices, receipts, quotes, bank statements, payslips, tax forms): name in description who bills whom, number, net amount, tax, total with currency, dates and deadlines, exactly as written.`;

/** What of a long text the model is given: its beginning, and its end, where totals stand. */
const beginning = 12_000;
const ending = 3_000;

const excerptOf = (text: string): string =>
  text.length <= beginning + ending ? text : `${text.slice(0, beginning)}\n[…]\n${text.slice(-ending)}`;

/** Between marks that nothing in the text can close. */
const enclosed = (name: string, text: string): string =>
  `<document name=${JSON.stringify(name)}>\n${text.replaceAll(/<\/?document/gi, "‹document")}\n</document>\n\nWhat is this document about?`;

/** A question about a document whose text is known: what it is, in short. */
export const documentRequest = (asking: Asking, text: string): ModelRequest =>
  mediaRequest(asking, {
    instructions,
    text: enclosed(asking.file.name, excerptOf(text)),
    files: [],
    fields: { description: stringField("What it is and what it says") },
    required: ["description"],
    maxOutputTokens: 800,
  });

/** A question about a document of pictures, such as a scan: what it is and every word in it. */
export const scanRequest = (asking: Asking): ModelRequest =>
  mediaRequest(asking, {
    instructions: `${instructions}\n- text: the words on its pages, line by line; of a long document the first pages.`,
    text: "What is this document about, and what does it say?",
    files: [asking.file],
    fields: { description: stringField("What it is and what it says"), text: optionalString("The words on its pages") },
    required: ["description"],
    maxOutputTokens: 5_000,
  });

const answerSchema = z.object({ description: textField(3_000), text: textField(30_000) });

/** @param ownText the document's text as it was read without the model, which stays as it is */
export const readDocument = (answer: string, ownText: string | null): Words | null => {
  const read = readJson(answer, answerSchema);
  if (!read || (read.description === null && read.text === null)) return null;
  return { text: ownText ?? read.text, description: read.description };
};
