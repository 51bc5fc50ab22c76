import { describe, expect, it } from "vitest";
import {
  canBeSent,
  charactersOver,
  filledText,
  firstValues,
  foundTemplates,
  missingIn,
  templateParts,
} from "../../web/src/console/inbox/composer/templateText.ts";
import { templateStatusSchema } from "../../schema/contract/templates.ts";
import { template } from "./world.ts";

describe("a template's text", () => {
  const body = "Ciao {{1}}, ci vediamo {{ when }}. {{1}}!";

  it("is filled in wherever a placeholder stands", () => {
    expect(filledText(body, { 1: " Ada ", when: "domani" })).toBe("Ciao Ada, ci vediamo domani. Ada!");
  });

  it("keeps what has no value yet, and says which that is", () => {
    expect(filledText(body, { 1: "Ada", when: "  " })).toBe("Ciao Ada, ci vediamo {{ when }}. Ada!");
    expect(templateParts(body, { 1: "Ada" }).filter((part) => !part.isFilled)).toEqual([
      { text: "{{ when }}", variable: "when", isFilled: false },
    ]);
    const asked = template(1, { variables: ["1", "when"].map((name) => ({ name, sample: "" })) });
    expect(missingIn(asked, { 1: "Ada", when: " " })).toEqual(["when"]);
  });

  it("does not read a value as another placeholder", () => {
    expect(filledText("{{1}} {{2}}", { 1: "{{2}}", 2: "x" })).toBe("{{2}} x");
  });

  it("counts what WhatsApp counts: its own words and the values together, at every place", () => {
    const over = (value: string) => charactersOver("{{1}}-{{1}}", { 1: value });
    expect([over("x".repeat(511)), over("x".repeat(512)), over(` ${"x".repeat(511)} `)]).toEqual([-1, 1, -1]);
    expect(charactersOver("Ciao {{1}}", {})).toBeLessThan(0);
  });

  it("begins with the customer's first name where a name is asked for, never with a number", () => {
    const asked = template(1, { variables: ["name", "1", "first_name"].map((name) => ({ name, sample: "" })) });
    expect(firstValues(asked, "Ada Byron")).toEqual({ name: "Ada", 1: "", first_name: "Ada" });
    expect(firstValues(asked, "+44 7700 900123")).toEqual({ name: "", 1: "", first_name: "" });
  });
});

describe("a numbered placeholder", () => {
  const first = (body: string, sample: string) =>
    firstValues(template(1, { body, variables: [{ name: "1", sample }] }), "Ada Byron")["1"];

  it.each([
    ["Ciao {{1}}, ci sei?", "Marta"],
    ["Hello {{ 1 }}!", "Sam"],
    ["Buongiorno, {{1}}.", "Nicolò"],
  ])("begins with the first name where it is greeted by one: %s", (body, sample) => expect(first(body, sample)).toBe("Ada"));

  it.each([
    ["Ciao {{1}}", ""],
    ["Ciao {{1}}", "marta_99"],
    ["Ciao {{1}}", "Palestra Aurora"],
    ["Ci vediamo {{1}}", "Domenica"],
    ["Il tuo livello è {{1}}", "Gold"],
  ])("is left alone where it may be anything else: %s, %s", (body, sample) => expect(first(body, sample)).toBe(""));
});

describe("templates", () => {
  it("can be sent only when approved and of a kind Filo knows", () => {
    const sendable = templateStatusSchema.options.filter((status) => canBeSent(template(1, { status })));
    expect(sendable).toEqual(["approved"]);
    expect(canBeSent(template(1, { isSupported: false }))).toBe(false);
  });

  it("are found by name or words, whatever the accents, those that can be sent first", () => {
    const all = [
      template(1, { name: "a_rejected", status: "rejected", body: "Perché no" }),
      template(2, { name: "conferma_appuntamento", body: "Perché sì" }),
      template(3, { name: "altro", body: "Nulla" }),
    ];
    const namesFor = (search: string) => foundTemplates(all, search).map(({ name }) => name);
    expect(namesFor("perche")).toEqual(["conferma_appuntamento", "a_rejected"]);
    expect(namesFor("appuntamento conferma")).toEqual(["conferma_appuntamento"]);
    expect(namesFor("")).toEqual(["altro", "conferma_appuntamento", "a_rejected"]);
    expect(namesFor("zzz")).toEqual([]);
  });
});
