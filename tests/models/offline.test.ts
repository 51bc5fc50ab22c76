import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "../../workers/models/matching.ts";
import { offlineAnswer, offlineModel } from "../../workers/models/offline.ts";
import type { ModelRequest } from "../../workers/models/port.ts";
import { aRequest, lead, never } from "./requests.ts";

const grounding = [
  { title: "Orari", text: "La palestra apre alle 7 e chiude alle 22. La domenica è chiusa.\nIn agosto l'orario è ridotto." },
  { title: "Prezzi", text: "L'abbonamento mensile costa 45 euro. La prima lezione è gratuita." },
  { title: "Parking", text: "Parking is free behind the building." },
];

const answerTo = (text: string, over: Partial<ModelRequest> = {}) =>
  offlineAnswer(aRequest({ contents: [{ role: "user", text }], grounding, ...over })).text;

describe("the offline model", () => {
  it("says that it is offline and quotes what fits, in the customer's language", () => {
    const italian = answerTo("Quanto costa l'abbonamento?");
    expect(italian).toContain("offline");
    expect(italian).toContain("L'abbonamento mensile costa 45 euro.");
    expect(italian).not.toMatch(/Parking|domenica/);
    const english = answerTo("Where is parking?", { language: "en" });
    expect(english).toMatch(/^The AI assistant is offline/);
    expect(english).toContain("Parking is free behind the building.");
  });

  it("finds other forms of a word, with or without accents, and by a document's title", () => {
    expect(answerTo("abbonamenti mensili?")).toContain("45 euro");
    expect(answerTo("ORARIO RIDOTTO")).toContain("In agosto l'orario è ridotto.");
    expect(answerTo("e i prezzi?")).toContain("45 euro");
  });

  it("answers each of several messages since it last spoke, and none from before", () => {
    const text = answerTo("", {
      contents: [
        { role: "user", text: "C'è un parking?" },
        { role: "model", text: "…" },
        { role: "user", text: "Quanto costa l'abbonamento?\nChiude di domenica?" },
        { role: "user", text: "La prima lezione è gratuita?" },
      ],
    });
    for (const sentence of ["45 euro", "La domenica è chiusa.", "La prima lezione è gratuita."]) expect(text).toContain(sentence);
    expect(text).not.toContain("Parking");
  });

  it("says that it has no answer when nothing fits or nothing is known", () => {
    for (const text of ["Ciao!", "🙂", "Vendete biciclette?"]) expect(answerTo(text)).toMatch(/non trovo una risposta/);
    expect(answerTo("Orari?", { grounding: [] })).toMatch(/non trovo/);
    expect(answerTo("Opening hours?", { grounding: [], language: "en" })).toMatch(/find no answer/);
  });

  it("never says anything about the business that isn't in the knowledge, and keeps to its length", () => {
    const words = fc.constantFrom(
      "orario",
      "palestra",
      "costo",
      "gratis",
      "yoga",
      "45",
      "domenica",
      "🙂",
      "the",
      "x.",
      "y!",
      "\n",
    );
    const prose = fc.array(words, { maxLength: 30 }).map((list) => list.join(" "));
    const pieces = fc.array(fc.record({ title: prose, text: prose }), { maxLength: 6 });
    fc.assert(
      fc.property(
        prose,
        pieces,
        fc.integer({ min: 30, max: 400 }),
        fc.constantFrom("it" as const, "en" as const),
        (question, known, max, language) => {
          const contents: ModelRequest["contents"] = [{ role: "user", text: question }];
          const { text } = offlineAnswer(aRequest({ contents, grounding: known, maxOutputTokens: max, language }));
          const [says, ...quotes] = text.split("\n");
          expect(says).toMatch(/offline/);
          const allowed = new Set(known.flatMap((piece) => sentencesOf(piece.text)));
          for (const quote of quotes) expect(allowed).toContain(quote);
          expect(text.length).toBeLessThanOrEqual(Math.max(max * 4, 200));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("streams by words what it returns, and stops when told", async () => {
    const deltas: string[] = [];
    const request = aRequest({ grounding });
    const result = await offlineModel.generate(request, { signal: never(), onDelta: (text) => deltas.push(text), keyFor: lead });
    expect(result).toMatchObject({ ok: true, text: deltas.join(""), finish: "stop", model: "offline" });
    expect(deltas.length).toBeGreaterThan(5);

    const hangUp = new AbortController();
    const stopped = await offlineModel.generate(request, { signal: hangUp.signal, onDelta: () => hangUp.abort(), keyFor: lead });
    expect(stopped).toMatchObject({ ok: false, failure: "aborted" });
  });

  it("is short when it must be", () => {
    const answer = offlineAnswer(
      aRequest({ contents: [{ role: "user", text: "palestra orario domenica" }], grounding, maxOutputTokens: 20 }),
    );
    expect(answer.isCut).toBe(true);
  });
});
