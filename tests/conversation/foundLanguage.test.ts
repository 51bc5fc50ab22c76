import { expect, test } from "vitest";
import { findLanguage } from "../../workers/conversation/foundLanguage.ts";
import type { StoredMessage } from "../../workers/conversation/state.ts";

const store = (...messages: Partial<StoredMessage>[]) => ({
  page: () => messages.map((message) => ({ direction: "inbound", kind: "text", media: [], ...message }) as StoredMessage),
});

test("a customer's language is found in what they say now and have said lately", () => {
  expect(findLanguage(store(), null, ["Hola, ¿cuánto cuesta la cuota mensual?"])).toBe("es");
  expect(findLanguage(store({ text: "Bonjour, combien coûte un mois" }), null, ["Merci beaucoup"])).toBe("fr");
  expect(findLanguage(store(), "it", ["Hola, ¿cuánto cuesta la cuota mensual?"])).toBeNull();
});

test("a code of a link is in no language: it is not asked afterwards either", () => {
  const code = "FILO-Q2QSFN";
  expect(findLanguage(store({ kind: "notice", text: code }), null, ["👍"])).toBeNull();
  expect(findLanguage(store({ kind: "notice", text: code }), null, ["Buongiorno, vorrei sapere gli orari della palestra"])).toBe(
    "it",
  );
});
