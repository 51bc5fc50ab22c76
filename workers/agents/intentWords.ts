import type { Intent } from "../../schema/contract/enums.ts";

/** Any of these, as whole words of a text that `plainWords` has made plain; a trailing `*` stands for any ending. */
const anyOf = (phrases: string): RegExp =>
  new RegExp(
    `(?:^| )(?:${phrases
      .split("|")
      .map((phrase) => phrase.trim().replaceAll("*", "[\\p{L}]*"))
      .join("|")})(?= |$)`,
    "u",
  );

const openers =
  "ciao|salve|buongiorno|buonasera|scusa|scusi|scusate|e|ma|ok|hello|hi|hey|and|but|so|sorry|hola|buenas|buenos dias|buenas tardes|perdon|y|pero|" +
  "bonjour|bonsoir|salut|et|mais|alors|pardon";
const askers =
  "quando|quali|quale|che cosa|cosa|come|dove|perche|quanti|quante|quanto|chi|a che|in che|avete|fate|posso|potete|mi potete|puoi|" +
  "what|when|where|which|why|who|how|can|could|do|does|is|are|will|" +
  "que|cual|cuales|cuando|como|donde|por que|cuantos|cuantas|quien|puedo|pueden|podeis|me pueden|teneis|tienen|a que|" +
  "quand|quel|quelle|quels|quelles|comment|pourquoi|ou|qui|combien|qu est ce|puis je|je peux|pouvez vous|peut on|on peut";

/** A message that begins as a question does: in chats the mark at its end is often left out. */
export const beginsAsQuestion = new RegExp(`^(?:(?:${openers}) )*(?:${askers}) `, "u");

/** What people say when a batch is about something, in Italian, English, Spanish and French. */
export const intentWords: Record<Exclude<Intent, "other">, RegExp> = {
  greeting: anyOf(
    "ciao|salve|buongiorno|buonasera|buon giorno|buona sera|buon pomeriggio|buona giornata|buondi|ehi|hey|hello|hi|hiya|good morning|" +
      "good afternoon|good evening|hola|holaa|buenas|buenos dias|buenas tardes|buenas noches|bonjour|bonsoir|salut|coucou|bjr|slt",
  ),
  complaint: anyOf(
    "reclam*|lament*|scandal*|vergogn*|pessim*|deluso|delusa|delusissim*|inaccettabil*|arrabbiat*|indecent*|schifo|disservizio|maleducat*|" +
      "truff*|rimborso|rimborsat*|rimborsarmi|denuncia|avvocato|non funziona|e rotto|e rotta|rotto di nuovo|difettos*|non e possibile che|non sono soddisfatt*|insoddisfatt*|" +
      "nessuno mi ha|nessuno mi risponde|nessuno risponde|vi siete dimenticat*|sono furios*|e una presa in giro|non sono content*|" +
      "complain*|unacceptable|terrible|awful|horrible|disappoint*|angry|furious|disgust*|rude|scam*|refund|money back|lawyer|not working|" +
      "doesn t work|does not work|still broken|is broken|arrived broken|faulty|worst|not happy|unhappy|poor service|bad service|ridiculous|nobody answers|no one answers|fed up|" +
      "queja*|quejar*|reclamacion*|inaceptable*|verguenza|pesim*|decepcion*|enfadad*|enojad*|indignad*|estafa*|reembols*|devolucion|" +
      "devolver el dinero|devuelvan|no funciona|esta roto|esta rota|defectuos*|nadie me|nadie contesta|nadie responde|mal servicio|no estoy content*|fatal|" +
      "plainte|plaindre|reclamation|inadmissible|inacceptable|scandaleu*|honteu*|honte|decu|decue|decevant*|en colere|furieu*|arnaque*|" +
      "rembours*|avocat|ne marche pas|marche pas|ne fonctionne pas|fonctionne pas|casse|cassee|defectueu*|personne ne repond|personne ne m|nul|nulle|mauvais service|pas content*|mecontent*|ras le bol",
  ),
  person: anyOf(
    "(?:parlare|parlo|chattare) con (?:qualcuno|una persona|un operatore|un operatrice|un umano|un responsabile|il titolare|la titolare|te di persona)|" +
      "operatore umano|persona vera|persona reale|essere umano|voglio una persona|" +
      "(?:talk|speak|chat) (?:to|with) (?:someone|somebody|a person|a human|a real person|an agent|an operator|the owner|the manager|a representative)|real person|human being|real human|" +
      "hablar con (?:alguien|una persona|un humano|un agente|un operador|una operadora|el encargado|la encargada|el responsable|el dueno)|persona real|persona de verdad|ser humano|" +
      "parler (?:a|avec) (?:quelqu un|une personne|un humain|un conseiller|une conseillere|un responsable|le responsable|un agent|le patron)|vraie personne|etre humain|personne reelle",
  ),
  booking: anyOf(
    "prenot*|appuntament*|fissare|disdir*|disdett*|disdico|spostare|posticipare|anticipare|iscriv*|iscrizion*|un posto|dei posti|posto libero|posti liberi|c e posto|avete posto|riservar*|" +
      "book|booked|booking|bookings|appointment*|schedul*|reschedul*|reserv*|sign me up|sign up|cancel my|a slot|any slots|slots|spot for|a table|" +
      "reserv*|cita|citas|agendar|apuntarme|apuntar|inscrib*|inscripcion*|cancelar|anular|aplazar|cambiar la hora|hay hueco|un hueco|plaza libre|plazas libres|" +
      "rdv|rendez vous|reserv*|creneau*|m inscrire|inscri*|annuler|decaler|reporter|deplacer|une place|des places",
  ),
  price: anyOf(
    "prezz*|costo|costi|costa|costano|costera|costerebbe*|quanto viene|quanto vengono|quant e|quanto fa|quanto pago|quanto si paga|quanto spend*|tariff*|listino|preventiv*|sconto|sconti|promo*|offert*|abbonament*|" +
      "price*|pricing|cost|costs|how much|fee|fees|rate|rates|quote|discount*|deal|deals|cheap*|expensive|membership*|" +
      "precio*|cuanto cuesta|cuanto cuestan|cuanto vale|cuanto valen|cuanto es|cuanto seria|cuanto sale|cuestan|cuesta|tarifa*|presupuesto*|descuento*|oferta*|barat*|(?:muy|mas|demasiado|troppo|piu|tan|molto|un po) car[oaei]|" +
      "prix|tarif|tarifs|coute|coutent|cout|couts|combien ca|combien coute|c est combien|combien est ce|ca fait combien|cb ca|devis|remise|reduction*|promo|abonnement*|(?:trop|moins|plus|c est|assez) cher",
  ),
  information: anyOf(
    "informazion*|info|infos|orari|orario|apert*|chius*|dove siete|dove vi trov*|indirizzo|come funziona|come si fa|vorrei sapere|volevo sapere|mi sapete dire|mi sa dire|mi dici|mi puoi dire|c e|ci sono|si puo|parcheggio|consegn*|spediz*|" +
      "information|details|opening hours|hours|open|closed|where are you|address|how does|how do|i would like to know|i d like to know|wondering|can you tell|do you|are you|is there|are there|parking|deliver*|shipping|" +
      "informacion|horario*|abiert*|abren|cierran|abris|cerrais|donde|direccion|como funciona|quisiera saber|queria saber|me gustaria saber|teneis|tienen|tienes|hay|se puede|aparcamiento|envio*|entrega*|" +
      "renseignement*|horaires|horaire|ouvert*|ouvrez|ferme|fermez|ou etes|ou se|adresse|comment ca|comment fonctionne|j aimerais savoir|je voudrais savoir|avez vous|vous avez|est ce que|y a t il|il y a|parking|livraison*|livrez",
  ),
};
