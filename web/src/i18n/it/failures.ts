/** Why a message did not go out, and what to do about it. Each goes on after «Non inviato:». */
const byReason = {
  windowClosed: "la finestra di 24 ore di WhatsApp è chiusa. Potrai scrivere appena il cliente ti scrive di nuovo.",
  stopped: "il cliente ha scritto STOP. Non si può più scrivergli finché non scrive START.",
  blocked: "il cliente ha bloccato questo numero. Prova con un’e-mail o una telefonata.",
  notOnWhatsapp: "questo numero non è su WhatsApp. Controlla il numero nella scheda del cliente.",
  wrongRecipient: "il numero del cliente non è valido o non riceve messaggi. Controllalo nella scheda del cliente.",
  unreachable: "il telefono del cliente non è raggiungibile. Riprova più tardi.",
  undelivered: "WhatsApp non è riuscito a consegnarlo. Riprova tra poco.",
  wrongSender:
    "il tuo numero non è un mittente WhatsApp del tuo account Twilio. Registralo in Twilio, poi ricollegalo all’agente.",
  senderLocked:
    "WhatsApp ha bloccato il tuo numero perché non scriveva da tempo. Sbloccalo nella pagina dei mittenti di Twilio, poi riprova.",
  credentials: "Twilio non accetta più le credenziali. Incolla di nuovo account e token nella pagina WhatsApp dell’agente.",
  suspended: "il tuo account Twilio è sospeso. Accedi a Twilio per riattivarlo, poi riprova.",
  businessAccount:
    "l’account WhatsApp Business ha un problema, per esempio un pagamento in sospeso. Controllalo in Meta Business Manager, poi riprova.",
  notAllowed: "il tuo account Twilio non può scrivere a questo Paese. Attivalo nelle impostazioni di Twilio, poi riprova.",
  trial:
    "con un account Twilio di prova si scrive solo ai numeri verificati. Verifica il numero in Twilio o passa a un account completo.",
  sandbox: "il cliente non si è ancora unito alla Sandbox di Twilio. Chiedigli di mandare il codice di adesione.",
  tooMany: "troppi messaggi in poco tempo. Aspetta qualche minuto e riprova.",
  dailyLimit:
    "l’account ha raggiunto il numero di messaggi che può mandare in 24 ore. Riprova domani, o chiedi a Twilio di alzare il limite.",
  tooLong: "il messaggio è troppo lungo. Dividilo in più messaggi.",
  empty: "il messaggio è vuoto. Scrivilo di nuovo.",
  content: "WhatsApp non accetta questo contenuto. Cambia il testo e scrivi un nuovo messaggio.",
  media:
    "il file non si è potuto inviare. Controlla che sia di un tipo e di una dimensione che WhatsApp accetta, poi mandalo di nuovo.",
  template: "questo modello non si può inviare su WhatsApp. Aggiorna l’elenco dei modelli e scegline uno approvato.",
  templateValues: "i valori inseriti nel modello non vanno bene. Compilali tutti, senza righe vuote, e mandalo di nuovo.",
  templateHalted: "WhatsApp ha sospeso questo modello perché i clienti non lo gradivano. Scegline un altro.",
  declined: "WhatsApp ha scelto di non consegnarlo a questo cliente. Aspetta che ti scriva, o chiamalo.",
  misconfigured: "Twilio non raggiunge l’indirizzo di Filo. Avvisa chi gestisce l’installazione.",
  noLine: "il numero WhatsApp non è più collegato. Ricollegalo nella pagina WhatsApp dell’agente, poi riprova.",
  noChannel: "il cliente non ha un indirizzo WhatsApp. Aggiungi il numero nella sua scheda.",
  takenOver: "una persona ha preso la conversazione e l’AI si è fermata. Rispondi tu.",
  unconfirmed: "Twilio non ha mai confermato l’invio. Guarda su WhatsApp: se non c’è, riprova.",
  providerAway: "Twilio non risponde. Riprova tra qualche minuto.",
};

export const failures = {
  byReason,
  stopConfirmed: "Non è servita: Twilio gestisce STOP da sé e ha già fermato i messaggi. Non c’è niente da fare.",
  other: (code: string) =>
    `motivo sconosciuto (codice ${code}). Riprova; se succede ancora, cerca il codice nella guida di Twilio.`,
  unexplained: "il motivo non è noto. Riprova.",
  ambiguous: "Non sappiamo se è partito. Guarda su WhatsApp: scrivilo di nuovo solo se non c’è.",
};
