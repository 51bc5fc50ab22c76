import type { z } from "zod";
import type { Consent } from "../../../../schema/contract/consents.ts";
import type { dossierKindSchema, IdentityKind, mergeSchema, subscriptionSchema } from "../../../../schema/contract/contacts.ts";

const dossierKinds: Record<z.infer<typeof dossierKindSchema>, string> = {
  exercise: "Esercizi",
  finance: "Finanze",
  consultation: "Consulenza",
  note: "Nota",
};

const identityKinds: Record<IdentityKind, string> = {
  phone: "Telefono",
  whatsapp: "WhatsApp",
  email: "E-mail",
  visitor: "Visitatore web",
};

const subscriptionStatus: Record<z.infer<typeof subscriptionSchema>["status"], string> = {
  pending: "In attesa",
  active: "Attivo",
  canceled: "Disdetto",
  expired: "Scaduto",
};

const mergeReasons: Record<z.infer<typeof mergeSchema>["reason"], string> = {
  whatsapp_link: "Codice WhatsApp",
  sign_in: "Accesso sulla pagina",
  email_verified: "E-mail confermata",
  console: "Dalla console",
};

const consentStates: Record<Consent["state"], string> = {
  stopped: "Non vuole messaggi",
  started: "Vuole di nuovo messaggi",
};

export const contacts = {
  title: "Contatti",
  searchLabel: "Cerca un contatto",
  searchPlaceholder: "Nome, telefono, e-mail",
  roleFilter: "Ruolo",
  create: "Nuovo contatto",
  created: (name: string) => `${name} è tra i contatti.`,
  name: "Nome",
  phone: "Telefono",
  phoneHelp: "Con prefisso, o italiano senza.",
  email: "E-mail",
  roles: "Ruoli",
  level: "Livello",
  since: "Da",
  empty: "Ancora nessun contatto.",
  emptyHelp: "Chi scrive a un tuo agente arriva qui da solo. Puoi anche aggiungere chi conosci già.",
  noMatch: "Nessun contatto corrisponde.",
  clearFilters: "Togli i filtri",
  details: "Dati",
  language: "Lingua",
  languageUnknown: "Non si sa",
  languageFound: "Riconosciuta da quello che scrive. Se la cambi, resta come la imposti.",
  languageSet: "Impostata a mano: non cambia da sola.",
  languageHelp: "La lingua degli avvisi automatici che riceve.",
  languageChanged: (name: string) => `Lingua: ${name}.`,
  languageCleared: "Lingua: la riconosceremo da quello che scrive.",
  consents: "Consensi",
  consentsHelp: "Cosa ha detto sul ricevere messaggi, con le sue parole.",
  consentsEmpty: "Non ha mai scritto STOP: si può scrivergli.",
  consentStates,
  stoppedNote: (channels: string) => `Ha scritto STOP su ${channels}: si risponde solo se scrive di nuovo.`,
  note: "Nota interna",
  noteHelp: "La vedono solo i colleghi.",
  saved: "Contatto salvato.",
  subscription: "Livello e abbonamento",
  subscriptionHelp: "Vale dal prossimo messaggio, su ogni canale. Senza abbonamento attivo il livello è Bronzo.",
  subscriptionStatusLabel: "Stato",
  subscriptionNow: (level: string) => `Oggi è ${level}`,
  subscriptionChanged: (level: string) => `Livello: ${level}.`,
  subscriptionSave: "Imposta",
  identities: "Identità",
  identitiesHelp: "Come lo riconosciamo quando scrive.",
  verified: "Verificata",
  unverified: "Da verificare",
  visitorValue: "Un browser che ha visitato la pagina",
  dossier: "Dossier",
  dossierHelp: "Sugli agenti standard, è ciò che l’AI sa di un cliente.",
  dossierEmpty: "Il dossier è vuoto: aggiungi la prima voce.",
  dossierAdd: "Nuova voce",
  dossierEdit: "Modifica la voce",
  dossierKind: "Tipo",
  dossierTitle: "Titolo",
  dossierBody: "Testo",
  dossierDate: "Data",
  dossierDeleted: (title: string) => `«${title}» eliminata.`,
  dossierKinds,
  conversations: "Conversazioni",
  noConversations: "Non ha ancora scritto.",
  merges: "Unioni",
  mergesHelp: "Quando due schede si rivelano la stessa persona.",
  mergedOn: (when: string) => `Unita il ${when}`,
  mergeUndo: "Separa di nuovo",
  mergeUndoConfirm: "Identità e messaggi tornano dov’erano prima dell’unione.",
  mergeUndone: "Separata",
  mergedInto: "Questa scheda è stata unita a un’altra.",
  openWinner: "Apri la scheda unita",
  identityKinds,
  subscriptionStatus,
  mergeReasons,
};
