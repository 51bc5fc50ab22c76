const it = {
  title: "Il telefono simulato",
  whoWrites: "Chi scrive",
  toWhom: "A chi",
  backstage: "Dietro le quinte",
  phone: "Telefono",
  messages: "Messaggi",
  message: "Messaggio",
  send: "Invia",
  mails: "Posta in arrivo",
  noMails: "Nessuna mail. Qui arrivano le conferme di indirizzo, gli inviti e i link per la password.",
  webhook: "Come arrivano i miei messaggi",
  manner: "Il prossimo messaggio",
  mannerNormal: "arriva una volta",
  mannerTwice: "arriva due volte",
  mannerFive: "arriva cinque volte",
  mannerLate: "arriva dopo 5 secondi",
  mannerLost: "si perde per strada",
  mannerForged: "ha la firma falsa",
  faults: "Guasti",
  lasting: "Quanto durano",
  lastingOnce: "solo la prossima chiamata",
  lastingAlways: "finché non li spengo",
  allWell: "Ripara tutto",
  clock: "Orologio del mondo",
  nextDay: "Avanza di 24 ore",
  clockNote: "Dopo 24 ore senza messaggi WhatsApp rifiuta il testo libero.",
  online: "online",
  typing: "sta scrivendo…",
  today: "Oggi",
  hidden: "numero nascosto",
  noNumber: "Nessun numero collegato",
  empty: "Scrivi un messaggio: risponderà l’agente scelto qui sopra.",
  emptyWorld: "In questo mondo non c’è ancora un numero. Collega un agente a WhatsApp e comparirà qui.",
  sending: "in partenza",
  logged: "inviato",
  taken: "consegnato",
  read: "letto",
  refused: "rifiutato dall’applicazione",
  failed: "Non inviato: {reason}",
  undelivered: "Un messaggio dell’agente non è stato consegnato ({code}).",
  you: "Tu",
  mailFrom: "da",
  mailTo: "a",
  twilio503: "Twilio risponde 503",
  twilio429: "Twilio: troppe richieste (429)",
  twilioHang: "Twilio non risponde",
  twilioAccept: "Twilio accetta ma cade",
  gemini503: "Gemini sovraccarico (503)",
  gemini429: "Gemini: quota finita (429)",
  geminiSlow: "Gemini lento (5 s)",
  geminiEmpty: "Gemini risponde vuoto",
  geminiRefusal: "Gemini rifiuta (SAFETY)",
  geminiCut: "Gemini si interrompe a metà",
  mail503: "La posta risponde 503",
  callbacksTwice: "Conferme doppie",
  callbacksBackwards: "Conferme al contrario",
  callbacksNever: "Nessuna conferma",
  outcomeFailed: "Consegna fallita",
};

const en: typeof it = {
  title: "The simulated phone",
  whoWrites: "Who writes",
  toWhom: "To whom",
  backstage: "Backstage",
  phone: "Phone",
  messages: "Messages",
  message: "Message",
  send: "Send",
  mails: "Mailbox",
  noMails: "No mail. Address confirmations, invitations and password links arrive here.",
  webhook: "How my messages arrive",
  manner: "The next message",
  mannerNormal: "arrives once",
  mannerTwice: "arrives twice",
  mannerFive: "arrives five times",
  mannerLate: "arrives after 5 seconds",
  mannerLost: "gets lost on the way",
  mannerForged: "carries a false signature",
  faults: "Failures",
  lasting: "How long they last",
  lastingOnce: "the next call only",
  lastingAlways: "until I switch them off",
  allWell: "Repair everything",
  clock: "The world’s clock",
  nextDay: "Move on 24 hours",
  clockNote: "After 24 hours without a message WhatsApp refuses free text.",
  online: "online",
  typing: "typing…",
  today: "Today",
  hidden: "number hidden",
  noNumber: "No number connected",
  empty: "Write a message: the agent chosen above will answer.",
  emptyWorld: "This world has no number yet. Connect an agent to WhatsApp and it will show here.",
  sending: "sending",
  logged: "sent",
  taken: "delivered",
  read: "read",
  refused: "refused by the application",
  failed: "Not sent: {reason}",
  undelivered: "A message of the agent was not delivered ({code}).",
  you: "You",
  mailFrom: "from",
  mailTo: "to",
  twilio503: "Twilio answers 503",
  twilio429: "Twilio: too many requests (429)",
  twilioHang: "Twilio never answers",
  twilioAccept: "Twilio accepts, then drops",
  gemini503: "Gemini overloaded (503)",
  gemini429: "Gemini: out of quota (429)",
  geminiSlow: "Gemini slow (5 s)",
  geminiEmpty: "Gemini answers nothing",
  geminiRefusal: "Gemini refuses (SAFETY)",
  geminiCut: "Gemini breaks off halfway",
  mail503: "The mail provider answers 503",
  callbacksTwice: "Receipts twice",
  callbacksBackwards: "Receipts backwards",
  callbacksNever: "No receipts",
  outcomeFailed: "Delivery fails",
};

export type Phrase = keyof typeof it;
type LanguageCode = "it" | "en";

const KEY = "world-language";
let language: LanguageCode = localStorage.getItem(KEY) === "en" ? "en" : "it";

export function currentLanguage(): LanguageCode {
  return language;
}

export function say(phrase: Phrase, values: Record<string, string> = {}): string {
  const text = (language === "it" ? it : en)[phrase];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Puts the chosen language into everything marked with `data-say…`. */
export function speak(wanted: LanguageCode): void {
  language = wanted;
  localStorage.setItem(KEY, wanted);
  document.documentElement.lang = wanted;
  document.title = `${say("title")} · Filo`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-say],[data-say-label],[data-say-placeholder]")) {
    const { say: text, sayLabel, sayPlaceholder } = element.dataset;
    if (text !== undefined) element.textContent = say(text as Phrase);
    if (sayLabel !== undefined) element.setAttribute("aria-label", say(sayLabel as Phrase));
    if (sayPlaceholder !== undefined) element.setAttribute("placeholder", say(sayPlaceholder as Phrase));
  }
}
