import { describe, expect, it } from "vitest";
import { fillTemplate } from "../../workers/inbox/fillTemplate.ts";

const reminder = {
  body: "Ciao {{1}}, ti aspettiamo {{ day }} alle {{1}}.",
  variables: [
    { name: "1", sample: "Anna" },
    { name: "day", sample: "lunedì" },
  ],
};

describe("a template with its values", () => {
  it("reads as the customer will read it", () => {
    expect(fillTemplate(reminder, { "1": "Bruno", day: "martedì" })).toEqual({
      text: "Ciao Bruno, ti aspettiamo martedì alle Bruno.",
      variables: { "1": "Bruno", day: "martedì" },
    });
  });

  it("needs every value, and a blank one is none", () => {
    expect(fillTemplate(reminder, { "1": "Bruno" })).toBeNull();
    expect(fillTemplate(reminder, { "1": "Bruno", day: " \n" })).toBeNull();
    expect(fillTemplate(reminder, {})).toBeNull();
  });

  it("takes no line breaks or rows of spaces, and no values nobody asked for", () => {
    const filled = fillTemplate(reminder, { "1": " Anna\nMaria ", day: "lunedì    sera", more: "x", constructor: "y" });
    expect(filled?.variables).toEqual({ "1": "Anna Maria", day: "lunedì sera" });
  });

  it("is refused when all of it is longer than WhatsApp takes", () => {
    const values = (length: number) => ({ "1": "A", day: "x".repeat(length) });
    const around = fillTemplate(reminder, values(1))!.text.length - 1;
    expect(fillTemplate(reminder, values(1_024 - around))).not.toBeNull();
    expect(fillTemplate(reminder, values(1_025 - around))).toBeNull();
  });

  it("is not filled twice: a value that looks like a placeholder stays one", () => {
    expect(fillTemplate(reminder, { "1": "{{day}}", day: "oggi" })?.text).toBe("Ciao {{day}}, ti aspettiamo oggi alle {{day}}.");
  });

  it("without placeholders is its own text", () => {
    expect(fillTemplate({ body: "Grazie!", variables: [] }, {})).toEqual({ text: "Grazie!", variables: {} });
  });
});
