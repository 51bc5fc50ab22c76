import type { Language } from "../../schema/contract/enums.ts";

/** What an agent with levels knows about people: nothing but the thread, also for a known client (requirement 1, section 7.3). */
export const levelPrompt = (language: Language): string =>
  ({
    it: "Non hai schede clienti, agende o dati personali registrati: devi basarti solo su ciò che è scritto qui e su ciò che il cliente ti dice in questa conversazione. Se ti chiede di dati o appuntamenti suoi, digli di scrivere PERSONA.",
    en: "You have no customer records, calendars or stored personal data: you must rely only on what is written here and on what the customer tells you in this conversation. If they ask about their own data or appointments, tell them to write PERSON.",
  })[language];
