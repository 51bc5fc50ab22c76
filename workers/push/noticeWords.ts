import type { Language, NeedsPersonReason } from "../../schema/contract/enums.ts";
import type { MediaKind } from "../../schema/contract/media.ts";

interface NoticeWords {
  somebody: string;
  reasons: Record<NeedsPersonReason, string>;
  media: Record<MediaKind, string>;
  place: string;
  note: (author: string) => string;
}

const it: NoticeWords = {
  somebody: "Un cliente",
  reasons: {
    asked: "Chiede di parlare con una persona.",
    model_unavailable: "L’AI non riesce a rispondere.",
    model_refused: "L’AI non ha voluto rispondere.",
    spend_cap: "Il tetto di spesa di oggi è raggiunto: l’AI non risponde.",
    auto_response_off: "Aspetta una risposta: le risposte automatiche sono spente.",
    send_failed: "Un messaggio non è partito.",
    ambiguous_send: "Non si sa se un messaggio è arrivato.",
    window_closed: "La finestra di WhatsApp è chiusa.",
    staff_message: "Ha scritto un numero della reception.",
    complaint: "Si lamenta.",
    media_failed: "Ha mandato un file che non si è potuto leggere.",
    snooze_over: "Era rimandata a ora.",
    left_unanswered: "Aspetta ancora una risposta.",
  },
  media: {
    image: "Foto",
    audio: "Messaggio vocale",
    video: "Video",
    document: "Documento",
    sticker: "Sticker",
    contact: "Contatto",
  },
  place: "Posizione",
  note: (author) => `${author} ti ha menzionato:`,
};

const en: NoticeWords = {
  somebody: "A customer",
  reasons: {
    asked: "Asks to speak with a person.",
    model_unavailable: "The AI cannot answer.",
    model_refused: "The AI would not answer.",
    spend_cap: "Today’s spend cap is reached: the AI does not answer.",
    auto_response_off: "Waits for an answer: automatic answers are off.",
    send_failed: "A message could not be sent.",
    ambiguous_send: "It is not known whether a message arrived.",
    window_closed: "WhatsApp’s window is closed.",
    staff_message: "A number of the reception wrote.",
    complaint: "Complains.",
    media_failed: "Sent a file that could not be read.",
    snooze_over: "Was snoozed until now.",
    left_unanswered: "Still waits for an answer.",
  },
  media: {
    image: "Photo",
    audio: "Voice message",
    video: "Video",
    document: "Document",
    sticker: "Sticker",
    contact: "Contact",
  },
  place: "Location",
  note: (author) => `${author} mentioned you:`,
};

export const noticeWords: Record<Language, NoticeWords> = { it, en };
