import type { Language } from "../../schema/contract/enums.ts";
import type { Mail } from "../platform/mail.ts";

/** What is mailed, and what each text speaks of. */
export interface MailText {
  template: "verify_user" | "reset_password" | "verify_customer" | "invitation";
  language: Language;
  businessName: string;
  link: string;
  /** Who asks, in an invitation. */
  invitedBy?: string;
}

type Wording = (businessName: string, link: string, invitedBy: string) => { subject: string; lines: string[] };

const wordings: Record<MailText["template"], Record<Language, Wording>> = {
  verify_user: {
    it: (businessName, link) => ({
      subject: "Conferma il tuo indirizzo e-mail",
      lines: [
        `Benvenuto in Filo, ${businessName}.`,
        "Per confermare il tuo indirizzo apri questo link entro sette giorni e accedi con il tuo account:",
        link,
        "Se non ti sei iscritto tu, ignora questa e-mail.",
      ],
    }),
    en: (businessName, link) => ({
      subject: "Confirm your e-mail address",
      lines: [
        `Welcome to Filo, ${businessName}.`,
        "To confirm your address, open this link within seven days and sign in with your account:",
        link,
        "If you didn't sign up, ignore this e-mail.",
      ],
    }),
  },
  reset_password: {
    it: (_, link) => ({
      subject: "Scegli una nuova password",
      lines: [
        "Qualcuno, speriamo tu, ha chiesto una nuova password per Filo.",
        "Per sceglierla apri questo link entro un'ora:",
        link,
        "Se non sei stato tu, ignora questa e-mail: la tua password resta com'è.",
      ],
    }),
    en: (_, link) => ({
      subject: "Choose a new password",
      lines: [
        "Someone, hopefully you, asked for a new password for Filo.",
        "To choose it, open this link within an hour:",
        link,
        "If it wasn't you, ignore this e-mail: your password stays as it is.",
      ],
    }),
  },
  invitation: {
    it: (businessName, link, invitedBy) => ({
      subject: `${invitedBy} ti invita in ${businessName}`,
      lines: [
        `${invitedBy} ti invita nel team di ${businessName} su Filo, dove si risponde ai clienti su WhatsApp e sul sito.`,
        "Per entrare apri questo link entro sette giorni. Funziona una volta sola, e solo per questo indirizzo:",
        link,
        "Se non conosci chi ti scrive, ignora questa e-mail: senza il link non succede niente.",
      ],
    }),
    en: (businessName, link, invitedBy) => ({
      subject: `${invitedBy} invites you to ${businessName}`,
      lines: [
        `${invitedBy} invites you to the team of ${businessName} on Filo, where customers are answered on WhatsApp and on the web.`,
        "To join, open this link within seven days. It works once, and for this address only:",
        link,
        "If you don't know who is writing to you, ignore this e-mail: without the link nothing happens.",
      ],
    }),
  },
  verify_customer: {
    it: (businessName, link) => ({
      subject: `Conferma il tuo indirizzo per ${businessName}`,
      lines: [
        `Ti sei iscritto alla pagina di ${businessName}.`,
        "Per confermare il tuo indirizzo apri questo link entro sette giorni, nel browser con cui ti sei iscritto:",
        link,
        "Se non sei stato tu, ignora questa e-mail.",
      ],
    }),
    en: (businessName, link) => ({
      subject: `Confirm your address for ${businessName}`,
      lines: [
        `You signed up on the page of ${businessName}.`,
        "To confirm your address, open this link within seven days, in the browser in which you signed up:",
        link,
        "If it wasn't you, ignore this e-mail.",
      ],
    }),
  },
};

/** The mail itself, in the reader's language. */
export const writeMail = (to: string, { template, language, businessName, link, invitedBy = "" }: MailText): Mail => {
  const { subject, lines } = wordings[template][language](oneLine(businessName), link, oneLine(invitedBy));
  return { to, subject, text: `${lines.join("\n\n")}\n\nFilo\n` };
};

/** A business may call itself anything; a subject is one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
