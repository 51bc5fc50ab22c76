import { describe, expect, it, test } from "vitest";
import { intents } from "../../schema/contract/enums.ts";
import { intentOf } from "../../workers/agents/intents.ts";

describe("what a batch is about", () => {
  const table: Record<(typeof intents)[number], string[]> = {
    greeting: [
      "Ciao",
      "Buongiorno!",
      "Salve 👋",
      "ciao, buonasera",
      "Hello",
      "Hi there",
      "Good morning",
      "Hola",
      "¡Buenas tardes!",
      "Bonjour",
      "Coucou",
      "Salut",
    ],
    information: [
      "A che ora aprite domani?",
      "Dove siete?",
      "vorrei sapere come funziona il corso",
      "c'è parcheggio",
      "Where are you located?",
      "what are your opening hours",
      "Is there parking nearby?",
      "¿Dónde estáis?",
      "quisiera saber los horarios",
      "hay aparcamiento",
      "Vous êtes ouverts le dimanche ?",
      "quels sont vos horaires",
      "Ciao, sono allergico?",
    ],
    price: [
      "Quanto costa l'abbonamento?",
      "mi mandi il listino prezzi",
      "quanto viene il massaggio?",
      "fate sconti?",
      "How much is it?",
      "what are your prices",
      "any student discount?",
      "¿Cuánto cuesta?",
      "quería saber los precios",
      "hay descuento para estudiantes?",
      "c'est combien ?",
      "quels sont vos tarifs",
      "Combien coûte le cours ?",
    ],
    booking: [
      "Vorrei prenotare per due persone",
      "avete posto sabato?",
      "devo spostare l'appuntamento",
      "vorrei disdire la lezione",
      "I'd like to book a table",
      "can I reschedule my appointment?",
      "any slots on Friday?",
      "Quisiera reservar una mesa",
      "tengo que cambiar la cita",
      "hay hueco el jueves?",
      "Je voudrais réserver une table",
      "je dois annuler le cours",
      "avez-vous un créneau jeudi ?",
      "vorrei prenotare, quanto costa?",
    ],
    complaint: [
      "Il prodotto è arrivato rotto, è rotta la scatola",
      "è inaccettabile, nessuno mi risponde",
      "voglio il rimborso",
      "servizio pessimo",
      "sono molto delusa",
      "This is unacceptable",
      "I want a refund",
      "the app is not working again",
      "Quiero poner una reclamación",
      "es una vergüenza",
      "no funciona nada",
      "Je veux être remboursé",
      "c'est inadmissible",
      "ça ne marche pas",
      "è una vergogna, voglio parlare con il titolare di questo schifo di posto subito e avere indietro i soldi",
    ],
    person: [
      "PERSONA",
      "PERSONNE",
      "vorrei parlare con un operatore",
      "Buongiorno, avrei un caso complicato e preferirei parlare con una persona, se si può",
      "can I talk to a human?",
      "quiero hablar con alguien",
      "je voudrais parler à quelqu'un",
      "Hi, my case is special, is it possible to speak with a real person about it?",
    ],
    other: [
      "ok grazie",
      "👍",
      "va bene",
      "a domani",
      "thanks",
      "see you",
      "gracias",
      "merci",
      "ho 35 anni",
      "Marco Rossi",
      "ti chiamo quando arrivo",
      "creo que sí",
      "cara Anna, a presto",
    ],
  };
  for (const intent of intents) test.each(table[intent])(`${intent}: %s`, (text) => expect(intentOf([text])).toBe(intent));

  it("takes the strongest concern of several messages", () => {
    expect(intentOf(["Ciao", "quanto costa?"])).toBe("price");
    expect(intentOf(["Ciao", "quanto costa?", "vorrei prenotare"])).toBe("booking");
    expect(intentOf(["vorrei prenotare", "l'ultima volta è stato pessimo"])).toBe("complaint");
    expect(intentOf(["è stato pessimo", "PERSONA"])).toBe("person");
  });

  it("says nothing of nothing", () => {
    expect(intentOf([])).toBe("other");
    expect(intentOf(["", "🎉"])).toBe("other");
  });

  it("isn't fooled by a word inside another", () => {
    expect(intentOf(["la mia amica Costanza"])).not.toBe("price");
    expect(intentOf(["sono di Prato"])).toBe("other");
    expect(intentOf(["my facebook name is Anna"])).toBe("other");
  });

  it("is quick with whatever length", () => {
    const started = performance.now();
    intentOf(["vorrei ".repeat(20_000), "a".repeat(100_000)]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
