import type { Language } from "../../schema/contract/enums.ts";
import { asData, asLine, cutTo, fitting, promptBudget } from "./promptBudget.ts";
import type { KnowledgeHit } from "./promptInput.ts";

const words = {
  it: { heading: "DOCUMENTI TROVATI PER QUESTA DOMANDA", tag: "documento", title: "titolo" },
  en: { heading: "DOCUMENTS FOUND FOR THIS QUESTION", tag: "document", title: "title" },
} as const;

const longestHit = 1_200;

/** What was found in the knowledge, each piece between tags of its own; empty when nothing was. */
export const knowledgePrompt = (hits: KnowledgeHit[], language: Language): string => {
  const { heading, tag, title } = words[language];
  const documents = hits.map(
    (hit) =>
      `<${tag} ${title}="${asLine(hit.title, 200).replaceAll('"', "'")}">\n${cutTo(asData(hit.text), longestHit)}\n</${tag}>`,
  );
  const shown = fitting(documents, promptBudget.knowledge, (text) => text);
  return shown.length === 0 ? "" : [heading, ...shown].join("\n");
};
