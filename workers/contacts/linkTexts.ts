import type { Language } from "../../schema/contract/enums.ts";

/** What the agent answers on WhatsApp when a link code arrives. */
export type LinkReply =
  | { kind: "confirm"; code: string; minutes: number }
  | { kind: "linked" }
  | { kind: "expired" }
  | { kind: "unknown" };

const italian = (reply: LinkReply): string => {
  switch (reply.kind) {
    case "confirm":
      return `Il tuo codice è ${reply.code}. Scrivilo solo nella pagina in cui hai chiesto il collegamento, entro ${reply.minutes} min. Se non l'hai chiesto tu, ignora questo messaggio e non dare il codice a nessuno.`;
    case "linked":
      return "Questo numero è già collegato alla pagina: vedi gli stessi messaggi in entrambi i posti.";
    case "expired":
      return "Questo codice è scaduto. Chiedine uno nuovo dalla pagina web.";
    case "unknown":
      return "Questo codice non è valido. Controlla di averlo copiato bene, o chiedine uno nuovo dalla pagina web.";
  }
};

const english = (reply: LinkReply): string => {
  switch (reply.kind) {
    case "confirm":
      return `Your code is ${reply.code}. Type it only on the page where you asked for the link, within ${reply.minutes} min. If it wasn't you, ignore this message and give the code to nobody.`;
    case "linked":
      return "This number is already linked to the page: you see the same messages in both places.";
    case "expired":
      return "This code has expired. Ask for a new one on the web page.";
    case "unknown":
      return "This code is not valid. Check that it was copied whole, or ask for a new one on the web page.";
  }
};

/** The reply in the words of the person's or the tenant's language. */
export const linkReplyText = (reply: LinkReply, language: Language): string =>
  language === "it" ? italian(reply) : english(reply);
