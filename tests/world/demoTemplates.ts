import type { TemplateSpec } from "./worldApi.ts";

const sid = (digit: number) => `HX${String(digit).padStart(32, "0")}`;

/** The demo account's templates: three approved, in Italian and English, and one that WhatsApp has not decided on. */
export function demoTemplates(accountSid: string): TemplateSpec[] {
  return [
    {
      sid: sid(1),
      accountSid,
      friendlyName: "promemoria_appuntamento",
      language: "it",
      types: {
        "twilio/quick-reply": {
          body: "Ciao {{1}}, ti ricordiamo l’appuntamento di {{2}} alle {{3}}. Ci sei?",
          actions: [
            { type: "QUICK_REPLY", title: "Confermo", id: "confirm" },
            { type: "QUICK_REPLY", title: "Devo spostarlo", id: "move" },
          ],
        },
      },
      variables: { 1: "Marta", 2: "lunedì", 3: "18:00" },
    },
    {
      sid: sid(2),
      accountSid,
      friendlyName: "appointment_reminder",
      language: "en",
      types: {
        "twilio/quick-reply": {
          body: "Hello {{1}}, a reminder of your appointment on {{2}} at {{3}}. Will you come?",
          actions: [
            { type: "QUICK_REPLY", title: "I will", id: "confirm" },
            { type: "QUICK_REPLY", title: "Another day, please", id: "move" },
          ],
        },
      },
      variables: { 1: "Sam", 2: "Monday", 3: "6 pm" },
    },
    {
      sid: sid(3),
      accountSid,
      friendlyName: "riprendiamo_il_filo",
      language: "it",
      types: { "twilio/text": { body: "Ciao {{1}}, abbiamo una risposta per te. Scrivici quando vuoi riprendere." } },
      variables: { 1: "Marta" },
    },
    {
      sid: sid(4),
      accountSid,
      friendlyName: "offerta_del_mese",
      language: "it",
      types: {
        "twilio/call-to-action": {
          body: "Ciao {{1}}, questo mese la prova è gratuita.",
          actions: [{ type: "URL", title: "Prenota", url: "https://palestra-aurora.example/prova/{{2}}" }],
        },
      },
      variables: { 1: "Marta", 2: "marta" },
      approval: { status: "pending", category: "MARKETING" },
    },
  ];
}
