import { utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { jpeg } from "./jpeg.ts";
import { mp3 } from "./mp3.ts";
import { mp4 } from "./mp4.ts";
import { docx, xlsx } from "./office.ts";
import { oggOpus } from "./ogg.ts";
import { pdf } from "./pdf.ts";
import { png } from "./png.ts";
import { vcard } from "./vcard.ts";
import { webp } from "./webp.ts";

/** A file with everything that WhatsApp says about it. */
export interface Sample {
  fileName: string;
  contentType: string;
  bytes: Bytes;
}

const OFFICE = "application/vnd.openxmlformats-officedocument";

const MAKERS = {
  "pasta.jpg": [
    "image/jpeg",
    () =>
      jpeg({
        marker: { kind: "food", description: "Un piatto di pasta al pomodoro con basilico", calories: 520, language: "it" },
      }),
  ],
  "squat.jpg": [
    "image/jpeg",
    () =>
      jpeg({
        hue: 210,
        marker: {
          kind: "exercise",
          description: "Una persona fa uno squat",
          notes: "La schiena è dritta; le ginocchia vanno verso l’interno, tienile in linea con i piedi.",
          language: "it",
        },
      }),
  ],
  "scontrino.png": [
    "image/png",
    () =>
      png({
        hue: 200,
        marker: {
          kind: "receipt",
          description: "Uno scontrino",
          notes: "Bar Aurora, un caffè, totale 1,20 EUR",
          text: "BAR AURORA\nCaffè 1,20\nTotale 1,20 EUR",
          total: 1.2,
          language: "it",
        },
      }),
  ],
  "adesivo.webp": ["image/webp", () => webp({ marker: { kind: "other", description: "Un adesivo giallo" } })],
  "nota-vocale.ogg": [
    "audio/ogg",
    () =>
      oggOpus({
        seconds: 4,
        marker: { transcript: "Ciao, vorrei sapere quanto costa il corso base", language: "it", durationSeconds: 4 },
      }),
  ],
  "voice-note.ogg": [
    "audio/ogg",
    () =>
      oggOpus({
        seconds: 3,
        marker: { transcript: "Hello, can I book a trial lesson on Monday?", language: "en", durationSeconds: 3 },
      }),
  ],
  "messaggio.mp3": ["audio/mpeg", () => mp3({ marker: { transcript: "Grazie, a domani", language: "it", durationSeconds: 2 } })],
  "allenamento.mp4": [
    "video/mp4",
    () =>
      mp4({
        marker: {
          kind: "exercise",
          description: "Un breve video di piegamenti",
          transcript: "Va bene così?",
          language: "it",
          durationSeconds: 2,
        },
      }),
  ],
  "fattura.pdf": [
    "application/pdf",
    () =>
      pdf(
        [
          [
            "FATTURA N. 42",
            "Palestra Aurora S.r.l.",
            "Imponibile 100,00 EUR",
            "IVA 22% 22,00 EUR",
            "Totale 122,00 EUR",
            "Scadenza 30/11/2026",
          ],
        ],
        {
          marker: {
            kind: "invoice",
            description: "Fattura n. 42 della Palestra Aurora, totale 122,00 EUR, scadenza 30/11/2026",
            total: 122,
            language: "it",
          },
        },
      ),
  ],
  "programma.pdf": [
    "application/pdf",
    () => pdf([["Programma di allenamento", "Lunedì: gambe", "Mercoledì: schiena"], ["Venerdì: braccia"]]),
  ],
  "diario.docx": [
    `${OFFICE}.wordprocessingml.document`,
    () => docx("Diario alimentare", "Colazione: yogurt e miele", "Pranzo: riso e verdure"),
  ],
  "spese.xlsx": [
    `${OFFICE}.spreadsheetml.sheet`,
    () =>
      xlsx([
        ["Voce", "Euro"],
        ["Affitto", 800],
        ["Spesa", 320.5],
      ]),
  ],
  "spese.csv": ["text/csv", () => utf8("Voce;Euro\r\nAffitto;800,00\r\nSpesa;320,50\r\n")],
  "contatto.vcf": [
    "text/vcard",
    () => vcard({ name: "Luca Ferri", phone: "+447700900002", email: "luca@example.com", organization: "Palestra Aurora" }),
  ],
} satisfies Record<string, [contentType: string, make: () => Bytes]>;

export type SampleName = keyof typeof MAKERS;
export const SAMPLE_NAMES = Object.keys(MAKERS) as SampleName[];

/** A well-formed file of each kind that WhatsApp carries, made anew, the same every time. */
export function sample(name: SampleName): Sample {
  const [contentType, make] = MAKERS[name];
  return { fileName: name, contentType, bytes: make() };
}
