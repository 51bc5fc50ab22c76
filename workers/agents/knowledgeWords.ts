/** What consultants call the documents an agent answers from, in the languages they write prompts in. */
const words = [
  "knowledge",
  "kb",
  "conoscenz[ae]",
  "document[io]?",
  "documents",
  "archivio",
  "archive",
  "materiali",
  "manual[ei]?",
  "manuals",
  "pdf",
  "faq",
];

const mentioned = new RegExp(`(?<![\\p{L}\\d])(?:${words.join("|")})(?![\\p{L}\\d])`, "iu");

/** Whether a text sends the model to documents. */
export const speaksOfKnowledge = (text: string | null | undefined): boolean => mentioned.test(text ?? "");
