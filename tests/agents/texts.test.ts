import { describe, expect, test } from "vitest";
import { disclose, disclosureSentence } from "../../workers/agents/disclosure.ts";
import { languageToKeep } from "../../workers/agents/languageOf.ts";
import { notice, upgradeNotice, type NoticeKey } from "../../workers/agents/notices.ts";
import { noticeTexts } from "../../workers/agents/noticeTexts.ts";
import { asksForPerson } from "../../workers/agents/personRequest.ts";
import { linkReplyText } from "../../workers/contacts/linkTexts.ts";
import { slugCandidates, slugOf } from "../../workers/agents/slug.ts";
import { customerLanguages } from "../../schema/contract/enums.ts";
import { slugSchema } from "../../schema/contract/agents.ts";

describe("asking for a person", () => {
  test.each([
    "PERSONA",
    "persona",
    "Persona.",
    "una persona, per favore",
    "Operatore!",
    "umano",
    "vorrei parlare con una persona",
    "Ciao, vorrei parlare con un operatore per favore 🙏",
    "posso parlare con qualcuno?",
    "parlare con una persona vera",
    "Voglio parlare con il consulente",
    "passami un operatore",
    "si può parlare con un umano?",
    "PERSON",
    "human please",
    "agent",
    "Hi, can I talk to a human?",
    "I'd like to speak with a real person, thanks",
    "let me talk to someone",
    "I want a human",
    "Hola, quiero hablar con una persona",
    "¿puedo hablar con alguien?",
    "un agente humano por favor",
    "necesito hablar con el encargado",
    "PERSONNE",
    "Bonjour, je voudrais parler à quelqu'un",
    "parler à un conseiller svp",
    "un vrai humain",
    "est-ce que je peux parler avec une personne ?",
  ])("%s", (text) => expect(asksForPerson(text)).toBe(true));

  test.each([
    "",
    "ciao",
    "qualcuno",
    "sono una persona paziente",
    "quanto costa a persona?",
    "la mia persona di fiducia è il coach",
    "non voglio parlare con una persona",
    "mi ha chiamato un operatore ieri, perché?",
    "il prezzo per persona è 30 euro e vorrei sapere se parlare con il coach è compreso",
    "I am a person",
    "are you a person?",
    "my insurance agent said no",
    "consulente",
    "someone",
    "alguien",
    "hay una persona en la puerta",
    "cuánto cuesta por persona",
    "personne ne m'a répondu",
    "c'est combien par personne",
    "x".repeat(5_000) + " persona",
  ])("not: %s", (text) => expect(asksForPerson(text)).toBe(false));

  test("the words the disclosure names are understood", () => {
    for (const language of customerLanguages) {
      const word = /[A-Z]{5,}/.exec(disclosureSentence(language, "palestra"))?.[0] ?? "";
      expect(asksForPerson(word)).toBe(true);
    }
  });
});

test("the first message begins by saying that it is an AI", () => {
  expect(disclose(disclosureSentence("it", "Palestra Aurora"), "Certo!")).toBe(
    "Ti risponde l'assistente virtuale di Palestra Aurora, un'intelligenza artificiale. Per parlare con una persona scrivi PERSONA.\n\nCerto!",
  );
  expect(disclose(disclosureSentence("en", "Aurora"), "Sure!")).toMatch(/an AI\..*PERSON\.\n\nSure!$/s);
  expect(disclose(null, "Sure!")).toBe("Sure!");
});

test("the upgrade text is the agent's own, or ours, with its link", () => {
  expect(upgradeNotice({ upgradeText: " Passa ad Argento ", upgradeUrl: "https://example.com/su" }, "it")).toBe(
    "Passa ad Argento\nhttps://example.com/su",
  );
  expect(upgradeNotice({ upgradeText: " ", upgradeUrl: null }, "en")).toBe(notice("upgrade", "en"));
});

describe("Filo's own texts", () => {
  const keys = Object.keys(noticeTexts.it) as NoticeKey[];

  test.each(customerLanguages)("are all there in %s, and in no other language", (language) => {
    for (const key of keys) {
      const text = notice(key, language);
      expect(text.length, key).toBeGreaterThan(20);
      expect(text.length, key).toBeLessThan(300);
      expect(text, key).not.toMatch(/\b(?:lei|usted|vous)\b/i);
    }
    expect(languageToKeep(keys.map((key) => notice(key, language)))).toBe(language);
    expect(languageToKeep([disclosureSentence(language, "Aurora")])).toBe(language);
  });

  test.each(customerLanguages)("name words that are understood, in %s", (language) => {
    const named = /(?:scrivi|write|escribe|écris) ([A-Z]+)/;
    expect(asksForPerson(named.exec(notice("daily_limit", language))?.[1] ?? "")).toBe(true);
  });

  test.each(customerLanguages)("answer link codes in %s with the code where there is one", (language) => {
    const confirm = linkReplyText({ kind: "confirm", code: "AB12CD", minutes: 9 }, language);
    expect(confirm).toContain("AB12CD");
    expect(confirm).toContain("9 min");
    const all = (["linked", "expired", "unknown"] as const).map((kind) => linkReplyText({ kind }, language));
    expect(languageToKeep([confirm, ...all])).toBe(language);
  });
});

describe("slugs", () => {
  test.each([
    ["Coach AI", "coach-ai"],
    ["Perché no? Sì!", "perche-no-si"],
    ["  --Straße 24--  ", "stra-e-24"],
    ["健身", "agente"],
    ["x".repeat(80), "x".repeat(48)],
  ])("%s → %s", (name, slug) => expect(slugOf(name)).toBe(slug));

  test("every candidate is a valid slug and no two are the same", () => {
    const candidates = slugCandidates(`${"parola ".repeat(11)}`, "a1b2c3");
    expect(candidates.every((slug) => slugSchema.safeParse(slug).success)).toBe(true);
    expect(new Set(candidates).size).toBe(10);
  });
});
