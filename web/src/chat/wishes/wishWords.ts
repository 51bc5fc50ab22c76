import type { AnswerLength, WritingStyle } from "../../../../schema/contract/agentShares.ts";
import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";

interface WishWords {
  title: string;
  style: string;
  length: string;
  /** Nothing chosen: the agent's own way. */
  asUsual: string;
  styles: Record<WritingStyle, string>;
  lengths: Record<AnswerLength, string>;
  saved: string;
}

/** What is said of how a customer wants to be answered; loaded with the profile. */
export const wishWords: Record<CustomerLanguage, WishWords> = {
  it: {
    title: "Come preferisci le risposte",
    style: "Modo di scrivere",
    length: "Lunghezza",
    asUsual: "Come fa di solito",
    styles: { plain: "Semplice", formal: "Formale", friendly: "Cordiale" },
    lengths: { short: "Brevi", balanced: "Equilibrate", thorough: "Approfondite" },
    saved: "Salvato. Vale dal prossimo messaggio, anche su WhatsApp.",
  },
  en: {
    title: "How you like your answers",
    style: "Way of writing",
    length: "Length",
    asUsual: "As usual",
    styles: { plain: "Plain", formal: "Formal", friendly: "Friendly" },
    lengths: { short: "Short", balanced: "Balanced", thorough: "Thorough" },
    saved: "Saved. It counts from the next message, on WhatsApp too.",
  },
  es: {
    title: "Cómo prefieres las respuestas",
    style: "Forma de escribir",
    length: "Longitud",
    asUsual: "Como de costumbre",
    styles: { plain: "Sencilla", formal: "Formal", friendly: "Cercana" },
    lengths: { short: "Breves", balanced: "Equilibradas", thorough: "Detalladas" },
    saved: "Guardado. Vale desde el próximo mensaje, también en WhatsApp.",
  },
  fr: {
    title: "Comment tu préfères les réponses",
    style: "Façon d’écrire",
    length: "Longueur",
    asUsual: "Comme d’habitude",
    styles: { plain: "Simple", formal: "Formelle", friendly: "Chaleureuse" },
    lengths: { short: "Courtes", balanced: "Équilibrées", thorough: "Détaillées" },
    saved: "Enregistré. Valable dès le prochain message, aussi sur WhatsApp.",
  },
};
