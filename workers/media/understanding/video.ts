import * as z from "zod";
import type { ModelRequest } from "../../models/port.ts";
import { mediaRequest, optionalString, stringField, type Asking } from "./asking.ts";
import { readJson, textField } from "./readJson.ts";
import type { Words } from "./words.ts";

const instructions = `You describe a short film for the people of a business and for the assistant that answers its customers.
- description: what happens, in one to four sentences.
- transcript: the words that are spoken, in the language they are spoken in; null when nobody speaks.
- Exercise: say in notes what is good about the form and what to correct, as a trainer would.`;

/** A question about a film: what happens in it, what is said, and an exercise's form. */
export const videoRequest = (asking: Asking): ModelRequest =>
  mediaRequest(asking, {
    instructions,
    text: "Describe this film.",
    files: [asking.file],
    fields: {
      description: stringField("What happens"),
      transcript: optionalString("The words that are spoken"),
      notes: optionalString("Exercise: form"),
    },
    required: ["description"],
    maxOutputTokens: 2_500,
  });

const answerSchema = z.object({ description: textField(3_000), transcript: textField(20_000), notes: textField(2_000) });

/** What the model saw and heard; null when its answer cannot be read. */
export const readVideo = (answer: string): Words | null => {
  const read = readJson(answer, answerSchema);
  if (!read || (read.description === null && read.transcript === null)) return null;
  const description = [read.description, read.notes].filter((part) => part !== null).join("\n");
  return { text: read.transcript, description: description === "" ? null : description };
};
