import type { ContactImport, ImportField, ImportReason, ImportRow } from "../../../../schema/contract/contactImports.ts";

const fields: Record<ImportField, string> = {
  name: "Nome completo",
  firstName: "Nome",
  lastName: "Cognome",
  phone: "Telefono",
  email: "E-mail",
  role: "Ruolo",
  level: "Livello",
  goal: "Obiettivo",
  note: "Nota interna",
};

const reasons: Record<ImportReason, string> = {
  empty: "Manca un nome, un telefono o un’e-mail",
  bad_phone: "Il telefono non è un numero",
  bad_email: "L’e-mail non è un indirizzo",
  bad_role: "Ruolo sconosciuto: cliente, lead, ospite o fornitore",
  bad_level: "Livello sconosciuto: bronzo, argento o gold",
  too_long: "Obiettivo o nota troppo lunghi",
  twice_in_file: "Telefono o e-mail già in una riga sopra",
  two_people: "Telefono e e-mail sono di due contatti diversi",
  known: "È già tra i contatti",
};

const outcomes: Record<ImportRow["outcome"], string> = {
  due: "In attesa",
  created: "Nuovo",
  updated: "Completato",
  skipped: "Lasciato fuori",
};

const states: Record<ContactImport["state"], string> = {
  due: "Parte tra un momento",
  running: "In corso",
  done: "Finita",
  failed: "Interrotta",
};

const counted = (count: string, one: string, many: string): string => `${count} ${count === "1" ? one : many}`;

export const contactImport = {
  title: "Importa contatti",
  choose: "Scegli un file CSV",
  drop: "oppure trascinalo qui",
  help: "Da Excel o da Fogli Google, salvato come CSV: la prima riga con i nomi delle colonne, poi una persona per riga. Fino a 5.000 righe.",
  another: "Scegli un altro file",
  tooLarge: "Il file è troppo grande: fino a 5.000 righe e 2 MB. Dividilo in più file.",
  noTable: "Non sembra una tabella: servono una riga con i nomi delle colonne e almeno una persona sotto.",
  unreadable: "Il file non si può leggere. Scegline un altro.",
  columns: "Che cosa c’è in ogni colonna",
  columnsHelp: "Abbiamo provato a riconoscerle: controlla e correggi.",
  noHeading: (at: number) => `Colonna ${at}`,
  noSamples: "vuota",
  ignored: "Non importare",
  fields,
  known: "Chi è già tra i contatti",
  knownFill: "Completa quello che manca",
  knownSkip: "Lascia com’è",
  knownHelp: "Quello che c’è già non viene mai sovrascritto.",
  preview: "Che cosa succederà",
  create: (count: string) => counted(count, "contatto nuovo", "contatti nuovi"),
  update: (count: string) => counted(count, "già conosciuto", "già conosciuti"),
  skip: (count: string) => counted(count, "riga lasciata fuori", "righe lasciate fuori"),
  verdicts: { create: "Nuovo", update: "Già conosciuto", skip: "Lasciato fuori" },
  someRows: "Le prime righe, e le prime di quelle lasciate fuori.",
  row: (line: string) => `Riga ${line}`,
  start: (count: string) => `Importa ${counted(count, "persona", "persone")}`,
  nobody: "Non c’è nessuno da importare: controlla le colonne.",
  reasons,
  outcomes,
  states,
  progress: (done: string, total: string) => `${done} righe su ${total}`,
  stays: "Puoi lasciare questa pagina: l’importazione va avanti.",
  created: "Nuovi",
  updated: "Completati",
  skipped: "Lasciati fuori",
  allRows: "Tutte le righe",
  byOutcome: "Righe per esito",
  download: "Scarica le righe lasciate fuori",
  downloadName: (file: string) => `${file}-lasciate-fuori.csv`,
  reasonHeading: "Motivo",
  noRows: "Nessuna riga con questo esito.",
  failedHelp: "Le righe già fatte restano. Per le altre, importa di nuovo il file: nessuno entra due volte.",
  toContacts: "Vai ai contatti",
  oneMore: "Importa un altro file",
  earlier: "Importazioni precedenti",
};
