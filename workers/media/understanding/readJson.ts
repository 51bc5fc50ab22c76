import * as z from "zod";

/** A text that a model may have left out, or filled with blanks; longer than `max` it is cut. */
export const textField = (max: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => (typeof value === "string" && value.trim() !== "" ? tidy(value).slice(0, max) : null));

/** A number that a model may have left out or written as a text. */
export const numberField = (max: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && number > 0 && number <= max ? number : null;
    });

const tidy = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "").trim();

/** A model's answer as the object it was asked for; null when it is none. Some put it into a fence all the same. */
export const readJson = <S extends z.ZodObject>(answer: string, schema: S): z.output<S> | null => {
  const from = answer.indexOf("{");
  const to = answer.lastIndexOf("}");
  if (from < 0) return null;
  const json = parse(answer.slice(from, to + 1)) ?? parse(closed(answer.slice(from)));
  const read = schema.safeParse(json);
  return read.success ? read.data : null;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** An answer that was cut within a text: what was said of a long recording so far is better than nothing. */
const closed = (text: string): string => `${text.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "")}"}`;
