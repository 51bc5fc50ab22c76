import { plainWords } from "./plainWords.ts";

/** Each pattern matches a whole request, after greetings and thanks are taken off; accents and punctuation are gone by then. */
const requests = [
  pattern(
    "(?:(?:vorrei|voglio|vorremmo|posso|potrei|si puo|preferisco|preferirei|desidero|fammi|fatemi|mi fai|puoi farmi|potete farmi) )?(?:parlare|chattare|scrivere|parlo) (?:con|ad|a) ",
    "un|una|un altra|l|la|lo|il|qualche",
    "persona|persone|operatore|operatrice|umano|umana|essere umano|qualcuno|consulente|responsabile|titolare",
    "vero|vera|reale|umano|umana|in carne e ossa",
  ),
  pattern(
    "(?:(?:voglio|vorrei|preferisco|preferirei|ho bisogno di|mi serve|passami|mi passi|chiamami|chiama) )?",
    "un|una|l|la|lo|il",
    "persona|operatore|operatrice|umano|umana|essere umano",
    "vero|vera|reale|umano|umana|in carne e ossa",
  ),
  pattern(
    "(?:(?:i want|i would like|i d like|i need|can i|could i|may i|let me) )?(?:to )?(?:talk|speak|chat) (?:to|with) ",
    "(?:a |an |the |some )?(?:real|live|human)|a|an|the",
    "person|human|human being|agent|operator|representative|someone|somebody",
  ),
  pattern(
    "(?:(?:i want|i would like|i d like|i need|get me|give me|connect me to) )?",
    "(?:a |an |the )?(?:real|live|human)|a|an|the",
    "person|human|human being|agent|operator|representative",
  ),
  pattern(
    "(?:(?:quiero|quisiera|queria|queremos|puedo|podria|prefiero|me gustaria|necesito|dejame|dejeme|se puede) )?(?:hablar|chatear|hablo) (?:con|a) ",
    "un|una|otra|el|la|algun|alguna",
    "persona|personas|operador|operadora|agente|humano|humana|ser humano|alguien|encargado|encargada|responsable|asesor|asesora|dueno|duena",
    "de verdad|real|humano|humana|de carne y hueso",
  ),
  pattern(
    "(?:(?:quiero|quisiera|prefiero|necesito|me pasas|me pasa|pasame|paseme|pongame) (?:con )?|con )?",
    "un|una|el|la",
    "persona|operador|operadora|agente|humano|humana|ser humano",
    "de verdad|real|humano|humana|de carne y hueso",
  ),
  pattern(
    "(?:(?:je veux|je voudrais|j aimerais|je souhaite|je prefere|puis je|je peux|est ce que je peux|peut on|pourrais je|on peut|laissez moi) )?(?:parler|discuter|tchatter|ecrire) (?:a|avec) ",
    "un|une|l|la|le|une autre|quelque",
    "personne|personnes|operateur|operatrice|humain|humaine|etre humain|quelqu un|conseiller|conseillere|responsable|agent|patron|patronne",
    "reel|reelle|humain|humaine|en chair et en os",
  ),
  pattern(
    "(?:(?:je veux|je voudrais|j aimerais|je souhaite|je prefere|j ai besoin d|j ai besoin de|il me faut|passez moi|donnez moi) )?",
    "(?:une |un )?(?:vrai|vraie)|un|une|l|la|le",
    "personne|operateur|operatrice|humain|humaine|etre humain|agent",
    "reel|reelle|humain|humaine|en chair et en os",
  ),
];

const manners =
  "ciao|salve|buongiorno|buonasera|scusa|scusi|scusate|per favore|per piacere|per cortesia|grazie|adesso|ora|subito|hello|hi|hey|sorry|please|thanks|thank you|now|" +
  "hola|buenas|buenos dias|buenas tardes|buenas noches|perdon|disculpa|disculpe|por favor|porfa|gracias|ahora|ya|" +
  "bonjour|bonsoir|salut|pardon|excusez moi|s il vous plait|s il te plait|svp|stp|merci|maintenant|tout de suite";
const mannersAround = new RegExp(`^(?:${manners}) | (?:${manners})$`, "u");
const longestRequest = 80;

/**
 * True when a whole message asks for a person ("PERSONA", "vorrei parlare con un operatore", "human please", "PERSONNE"), in any
 * of the four languages whatever the tenant's. A mention inside other text is not a request: the model answers it.
 */
export const asksForPerson = (message: string): boolean => {
  if (message.length > longestRequest) return false;
  let text = plainWords(message);
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(mannersAround, "").trim();
  }
  return requests.some((request) => request.test(text));
};

function pattern(asking: string, article: string, someone: string, quality = ""): RegExp {
  const after = quality ? `(?: (?:${quality}))?` : "";
  return new RegExp(`^(?:${asking})(?:(?:${article}) )?(?:${someone})${after}$`, "u");
}
