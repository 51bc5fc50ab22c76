import type { privacy as italian } from "../it/privacy.ts";

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const privacy: typeof italian = {
  export: "Export data",
  erase: "Erase for good",
  eraseNow: "Erase for good",
  eraseConsequence:
    "The card goes, with all conversations, their notes and files, the dossier, the consents and the subscription, from search too; files also from Twilio, where the message log has to be emptied apart. If they said STOP, only a keyed fingerprint of the number stays, so that nobody writes to them again. Counts stay, without a name. This cannot be undone: if you need a copy, export the data first.",
  erasing: "Being erased",
  erased: "This person’s data was erased",
  erasedOn: (when) => `Erased: ${when}.`,
  gone: ({ conversations, messages, files }) =>
    `Removed ${counted(conversations, "conversation", "conversations")}, ${counted(messages, "message", "messages")} and ${counted(files, "file", "files")}.`,
  leftAtTwilio: (count) => `Twilio did not remove ${counted(count, "file", "files")}: its own console can.`,
  stays: "Whoever writes from that number again will be somebody new.",
  steps: {
    threads: "Conversations and messages",
    files: "Files",
    lines: "Phone number on the WhatsApp lines",
    rows: "Card, dossier, consents, subscriptions",
    search: "Search index",
    provider: "Files left at Twilio",
  },
  back: "Back to the contacts",
  consentAdd: "Write down a consent",
  consentChannel: "Channel",
  consentState: "What they said",
  consentStates: { stopped: "Wants no messages", started: "Accepts messages" },
  consentEvidence: "Evidence",
  consentEvidenceHelp: "Where and how they said so: a signed form, a call, a letter.",
  consentDay: "When",
  consentSaved: "Consent written down.",
  recordedBy: (name) => `written down by ${name}`,
};
