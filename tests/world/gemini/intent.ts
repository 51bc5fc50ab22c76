/** What customers write about, with the words of four languages that give it away, the most telling first. */
const CONCEPTS: { names: RegExp; words: RegExp }[] = [
  {
    names: /human|person|operator|agent|umano|persona|consultant|handover/i,
    words:
      /\b(?:parlare con (?:una persona|qualcuno|un operatore|un umano)|operatore|persona vera|speak (?:to|with) (?:a |an )?(?:human|person|someone)|real person|hablar con (?:una persona|alguien)|parler (?:à|avec) (?:une personne|quelqu))/i,
  },
  {
    names: /complain|reclam|lament|problem|support/i,
    words:
      /\b(?:reclamo|non funziona|deluso|delusa|rimborso|vergogna|pessim|complain|disappointed|refund|terrible|broken|queja|reembolso|réclamation|déçu|rembours)/i,
  },
  {
    names: /book|appointment|prenot|appuntament|reserv|schedul/i,
    words: /\b(?:prenot|appuntamento|disponibil|book|appointment|schedule|reserv|cita|rendez-vous|réserv)/i,
  },
  {
    names: /price|cost|prezz|tariff|quote/i,
    words: /\b(?:quanto costa|quanto viene|prezz|costo|tariff|how much|price|cost|cuánto cuesta|precio|combien|prix|tarif)/i,
  },
  {
    names: /info|question|domanda|faq/i,
    words:
      /\?|\b(?:vorrei sapere|informazioni|orari|dove|quando|come funziona|information|opening|where|when|información|horario|renseignement|horaires)/i,
  },
  {
    names: /greet|salut|hello|welcome/i,
    words: /^\W*(?:ciao|salve|buongiorno|buonasera|hello|hi\b|hey|hola|buenos|bonjour|salut)/i,
  },
  { names: /stop|unsubscrib|opt/i, words: /^\W*(?:stop|annulla|basta|unsubscribe)\W*$/i },
];

/** The option that names what a text is about; null when none does. */
export function intentAmong(text: string, options: readonly string[]): string | null {
  for (const { names, words } of CONCEPTS) {
    const option = options.find((one) => names.test(one));
    if (option !== undefined && words.test(text)) return option;
  }
  return null;
}

const LANGUAGES: Record<string, RegExp> = {
  it: /\b(?:ciao|salve|buongiorno|buonasera|grazie|che|come|sono|vorrei|quanto|quali|perché|ho|il|di|per|oggi|domani|posso|della|una)\b/gi,
  en: /\b(?:hello|hi|thanks|the|what|how|my|is|are|would|want|please|today|can|you|and|have|for|tomorrow)\b/gi,
  es: /\b(?:hola|gracias|qué|cómo|quiero|cuánto|cuesta|por|favor|hoy|mañana|puedo|una|el|los|buenos|días|está)\b/gi,
  fr: /\b(?:bonjour|salut|merci|je|voudrais|combien|est|le|les|vous|demain|aujourd|pour|une|des|s'il|plaît|puis)\b/gi,
  de: /\b(?:hallo|danke|ich|möchte|wie|viel|kostet|bitte|heute|morgen|der|die|das|und|ist)\b/gi,
};

/** Which of five languages a text is rather in; Italian when it gives no hint. */
export function speechLanguage(text: string): string {
  const counted = Object.entries(LANGUAGES).map(([language, words]) => [language, text.match(words)?.length ?? 0] as const);
  return counted.toSorted((a, b) => b[1] - a[1])[0]![0];
}
