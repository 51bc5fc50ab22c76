import * as z from "zod";
import type { Language } from "../../../schema/contract/enums.ts";
import type { ModelRequest } from "../../models/port.ts";
import { mediaRequest, optionalNumber, optionalString, stringField, type Asking } from "./asking.ts";
import { numberField, readJson, textField } from "./readJson.ts";
import type { Words } from "./words.ts";

const instructions = `You describe a picture for the people of a business and for the assistant that answers its customers.
- description: what it shows, in one to three sentences.
- text: every word that can be read in it, line by line; null when there is none.
- kind: "food", "exercise", "document" or "other".
- Food: estimate the calories of what is shown as one number of kilocalories.
- Exercise or posture: say in notes what is good about the form and what to correct, as a trainer would, as far as one picture tells.
- Documents such as receipts, invoices, forms or prescriptions: give in notes who, what, amounts and dates.`;

const fields = {
  kind: stringField("food, exercise, document or other"),
  description: stringField("What it shows"),
  text: optionalString("The words in it"),
  calories: optionalNumber("Food: estimated kilocalories"),
  notes: optionalString("Exercise: form; document: who, what, amounts, dates"),
};

/** A question about a photo or a sticker: what it shows, what it says, and what a consultant would want to know of it. */
export const pictureRequest = (asking: Asking): ModelRequest =>
  mediaRequest(asking, {
    instructions,
    text: "Describe this picture.",
    files: [asking.file],
    fields,
    required: ["kind", "description"],
    maxOutputTokens: 1_500,
  });

const answerSchema = z.object({
  kind: textField(40),
  description: textField(2_000),
  text: textField(8_000),
  calories: numberField(20_000),
  notes: textField(2_000),
});

const caloriesLine: Record<Language, (calories: number) => string> = {
  it: (calories) => `Calorie stimate: circa ${Math.round(calories)} kcal.`,
  en: (calories) => `Estimated calories: about ${Math.round(calories)} kcal.`,
};

/** What the model saw; null when its answer cannot be read. */
export const readPicture = (answer: string, language: Language): Words | null => {
  const read = readJson(answer, answerSchema);
  if (!read || (read.description === null && read.text === null)) return null;
  const calories = read.calories === null ? null : caloriesLine[language](read.calories);
  const description = [read.description, calories, read.notes].filter((part) => part !== null).join("\n");
  return { text: read.text, description: description === "" ? null : description };
};
