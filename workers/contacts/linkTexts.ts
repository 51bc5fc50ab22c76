import type { CustomerLanguage } from "../../schema/contract/enums.ts";

/** What the agent answers on WhatsApp when a link code arrives. */
export type LinkReply =
  | { kind: "confirm"; code: string; minutes: number }
  | { kind: "linked" }
  | { kind: "expired" }
  | { kind: "unknown" };

interface LinkWords {
  confirm(code: string, minutes: number): string;
  linked: string;
  expired: string;
  unknown: string;
}

const words: Record<CustomerLanguage, LinkWords> = {
  it: {
    confirm: (code, minutes) =>
      `Il tuo codice è ${code}. Scrivilo solo nella pagina in cui hai chiesto il collegamento, entro ${minutes} min. Se non l'hai chiesto tu, ignora questo messaggio e non dare il codice a nessuno.`,
    linked: "Questo numero è già collegato alla pagina: vedi gli stessi messaggi in entrambi i posti.",
    expired: "Questo codice è scaduto. Chiedine uno nuovo dalla pagina web.",
    unknown: "Questo codice non è valido. Controlla di averlo copiato bene, o chiedine uno nuovo dalla pagina web.",
  },
  en: {
    confirm: (code, minutes) =>
      `Your code is ${code}. Type it only on the page where you asked for the link, within ${minutes} min. If it wasn't you, ignore this message and give the code to nobody.`,
    linked: "This number is already linked to the page: you see the same messages in both places.",
    expired: "This code has expired. Ask for a new one on the web page.",
    unknown: "This code is not valid. Check that it was copied whole, or ask for a new one on the web page.",
  },
  es: {
    confirm: (code, minutes) =>
      `Tu código es ${code}. Escríbelo solo en la página donde has pedido la conexión, antes de ${minutes} min. Si no has sido tú, ignora este mensaje y no des el código a nadie.`,
    linked: "Este número ya está conectado a la página: ves los mismos mensajes en los dos sitios.",
    expired: "Este código ha caducado. Pide uno nuevo en la página web.",
    unknown: "Este código no es válido. Comprueba que lo has copiado bien, o pide uno nuevo en la página web.",
  },
  fr: {
    confirm: (code, minutes) =>
      `Ton code est ${code}. Écris-le seulement sur la page où tu as demandé la liaison, dans les ${minutes} min. Si ce n'est pas toi qui l'as demandé, ignore ce message et ne donne le code à personne.`,
    linked: "Ce numéro est déjà lié à la page : tu vois les mêmes messages aux deux endroits.",
    expired: "Ce code a expiré. Demandes-en un nouveau sur la page web.",
    unknown: "Ce code n'est pas valable. Vérifie que tu l'as bien copié, ou demandes-en un nouveau sur la page web.",
  },
};

/** The reply in the words of the person's or the tenant's language. */
export const linkReplyText = (reply: LinkReply, language: CustomerLanguage): string => {
  const { confirm, ...plain } = words[language];
  return reply.kind === "confirm" ? confirm(reply.code, reply.minutes) : plain[reply.kind];
};
