import type { MediaFailure, MediaKind } from "../../../../schema/contract/media.ts";
import type { Refused } from "../files/desk.ts";

export const mediaIt = {
  kinds: {
    image: "Foto",
    audio: "Nota vocale",
    video: "Video",
    document: "Documento",
    sticker: "Sticker",
    contact: "Contatto",
  } as Record<MediaKind, string>,

  attached: "File da inviare",
  uploading: (percent: number) => `Caricamento: ${percent}%`,
  notUploaded: "Non si è caricato",
  retry: "Riprova",
  remove: (name: string) => `Togli ${name}`,
  refused: {
    unsupported: (name: string) => `${name} non si può inviare: questo tipo di file non è accettato.`,
    too_large: (name: string) => `${name} è troppo grande: al massimo 16 MB.`,
    empty: (name: string) => `${name} è vuoto.`,
    too_many: (name: string) => `${name} è rimasto fuori: al massimo 10 file per messaggio.`,
    not_on_whatsapp: (name: string) => `${name} non si può inviare.`,
  } as Record<Refused["reason"], (name: string) => string>,

  pending: "In arrivo…",
  listening: "La stiamo ascoltando…",
  notHeard: "Non siamo riusciti a capirla: se puoi, scrivilo.",
  failures: {
    too_large: "Troppo grande: il limite è 16 MB.",
    unsupported_type: "Questo tipo di file non si può ricevere.",
    not_found: "Non è arrivato: prova a rimandarlo.",
    foreign_source: "Questo file non si può ricevere.",
    download_failed: "Non è arrivato: prova a rimandarlo.",
    harmful: "Per sicurezza questo file non è stato accettato.",
  } as Record<MediaFailure, string>,
  notForYou: "Il file non è disponibile.",
  transcript: "Trascrizione",
  save: (name: string) => `Scarica ${name}`,
  openElsewhere: (name: string) => `Apri ${name} in un’altra scheda`,
  enlarge: (name: string) => `Ingrandisci ${name}`,
  place: "Posizione",
  openMap: "Apri la mappa",
  quoted: "In risposta a",
  quotedUnknown: "Un messaggio precedente",
  player: {
    play: "Ascolta",
    pause: "Pausa",
    position: "Posizione nell'audio",
    at: (now: string, whole: string) => `${now} di ${whole}`,
    speed: (speed: string) => `Velocità ${speed}×`,
    failed: "L'audio non parte.",
  },
  lightbox: {
    title: "Immagini",
    previous: "Immagine precedente",
    next: "Immagine successiva",
    zoomIn: "Ingrandisci",
    zoomOut: "Rimpicciolisci",
    of: (at: number, all: number) => `${at} di ${all}`,
    download: "Scarica",
    notLoading: "Non si carica",
    close: "Chiudi",
  },

  voiceNote: "Nota vocale",
  recording: "Sto registrando",
  recordedSoFar: (time: string) => `Durata ${time}`,
  askingMicrophone: "Consenti l'uso del microfono",
  discardRecording: "Elimina la registrazione",
  holdHint: "Lascia per inviare, scorri a sinistra per annullare",
  tooShort: "Tieni premuto per parlare, oppure tocca per iniziare e tocca di nuovo per inviare.",
  microphoneBlocked: "Il microfono è bloccato: consentilo nelle impostazioni del browser per questa pagina.",
  noMicrophone: "Non c'è nessun microfono.",
  recordingFailed: "La registrazione non parte. Puoi allegare un file audio.",
};

export type MediaWords = typeof mediaIt;
