import { expect, test } from "vitest";
import { think } from "./brain.ts";

const user = (...texts: string[]) => ({ role: "user", parts: texts.map((text) => ({ text })) });
const model = (text: string) => ({ role: "model", parts: [{ text }] });
const ask = (system: string, ...contents: { role: string; parts: { text: string }[] }[]) =>
  think({ systemInstruction: { parts: [{ text: system }] }, contents });

test("every message since the model's last turn is answered, however they are packed", () => {
  const texts = ["Ciao, mi chiamo Marta", "Vorrei perdere 5 kg", "Quanto dura?"];
  const separate = ask("", model("Benvenuta"), ...texts.map((text) => user(text)));
  for (const text of texts) expect(separate).toContain(`«${text}»`);
  expect(ask("", model("Benvenuta"), user(...texts))).toBe(separate);
  expect(ask("", model("Benvenuta"), user(texts.join("\n")))).toBe(separate);
  expect(ask("", user("Vecchia domanda"), model("Risposta"), user("Ciao"))).not.toContain("Vecchia");
});

test("facts said earlier are remembered, also beyond the model's turns", () => {
  const history = [
    user("Ciao, mi chiamo Marta."),
    model("Piacere!"),
    user("Il mio obiettivo è correre una maratona"),
    model("Bene."),
  ];
  expect(ask("", ...history, user("Come mi chiamo?"))).toBe("Ti chiami Marta.");
  expect(ask("", ...history, user("E che obiettivo avevo?"))).toBe("Il tuo obiettivo era: correre una maratona.");
  expect(ask("", user("Come mi chiamo?"))).toBe("Questo non me l’hai ancora detto.");
});

test("answers in English when written to in English, or when told to", () => {
  expect(ask("", user("Hello, my name is Sam"))).toBe("Hello Sam! How can I help? Nice to meet you, Sam!");
  expect(ask("Rispondi sempre in inglese", user("Ciao, mi chiamo Sam"))).toContain("Nice to meet you");
});

test("directives: always, opening, closing, brief and thorough, the last of the two winning", () => {
  expect(ask("Sei un coach.\nRISPONDI SEMPRE CON: gold-7", user("Ciao"))).toBe("gold-7");
  expect(ask('Saluta con "Buongiorno campione" e chiudi con "Forza!"', user("Grazie"))).toBe(
    "Buongiorno campione\nDi niente!\nForza!",
  );
  const question = user("Ciao, mi chiamo Marta");
  expect(ask("Rispondi brevemente.", question)).toBe("Ciao Marta! Come posso aiutarti?");
  expect(ask("Rispondi brevemente.\nConsulenza completa, analisi approfondite.", question)).toContain("Analisi approfondita");
  expect(ask("Se serve, suggerisci di fare upgrade al livello Argento.", question)).toContain("livello Argento");
});

test("knowledge in the instructions answers what is asked about it, and orders are not quoted", () => {
  const system =
    "Sei Coach AI.\nRispondi sempre con gentilezza sul prezzo del corso.\n- Il corso base costa 40 euro al mese.\n- La sede è a Verona.";
  expect(ask(system, user("Quanto costa il corso base?"))).toBe("Il corso base costa 40 euro al mese.");
  expect(ask(system, user("Parlami di cucina giapponese"))).toBe("Ho letto: «Parlami di cucina giapponese».");
});
