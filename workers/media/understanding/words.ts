import type { Language } from "../../../schema/contract/enums.ts";

/** What is known of a medium once it has been looked at. */
export interface Words {
  /** The words in it: a transcript, what a picture says, a document's text. */
  text: string | null;
  /** What it shows or is about. */
  description: string | null;
}

/** Why nothing is known of a medium that is here. */
export type NoteKey = "spend_cap" | "too_large" | "unreadable" | "locked" | "unavailable" | "declined" | "unsupported";

const notes: Record<Language, Record<NoteKey, string>> = {
  it: {
    spend_cap: "Non analizzato: il limite di spesa di oggi è raggiunto.",
    too_large: "Non analizzato: il file è troppo grande.",
    unreadable: "Non analizzato: il file non si riesce a leggere.",
    locked: "Non analizzato: il file è protetto da password.",
    unavailable: "Non analizzato: l'assistente AI non era raggiungibile.",
    declined: "Non analizzato: l'assistente AI non descrive questo contenuto.",
    unsupported: "Non analizzato: l'assistente AI non legge questo formato.",
  },
  en: {
    spend_cap: "Not analysed: today's spending limit has been reached.",
    too_large: "Not analysed: the file is too large.",
    unreadable: "Not analysed: the file cannot be read.",
    locked: "Not analysed: the file is protected by a password.",
    unavailable: "Not analysed: the AI assistant could not be reached.",
    declined: "Not analysed: the AI assistant does not describe this content.",
    unsupported: "Not analysed: the AI assistant does not read this format.",
  },
};

/** A description that only says why there is none; people see it, and so does the model, which then doesn't pretend. */
export const noteWords = (key: NoteKey, language: Language): Words => ({ text: null, description: notes[language][key] });

const everyNote = new Set(Object.values(notes).flatMap((one) => Object.values(one)));

export const isNote = (description: string | null): boolean => description !== null && everyNote.has(description);
