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
];

const manners =
  "ciao|salve|buongiorno|buonasera|scusa|scusi|scusate|per favore|per piacere|per cortesia|grazie|adesso|ora|subito|hello|hi|hey|sorry|please|thanks|thank you|now";
const mannersAround = new RegExp(`^(?:${manners}) | (?:${manners})$`, "u");
const longestRequest = 80;

/**
 * True when a whole message asks for a person ("PERSONA", "vorrei parlare con un operatore", "human please"), in either
 * language whatever the tenant's. A mention inside other text is not a request: the model answers it.
 */
export const asksForPerson = (message: string): boolean => {
  if (message.length > longestRequest) return false;
  let text = message
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
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
