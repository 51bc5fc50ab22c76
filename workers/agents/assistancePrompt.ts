import type { DossierEntry } from "../../schema/contract/contacts.ts";
import type { Language } from "../../schema/contract/enums.ts";
import { asData, asLine, cutTo, fitting, promptBudget } from "./promptBudget.ts";
import type { ClientRecord, DossierFact } from "./promptInput.ts";

type Kind = DossierEntry["kind"];

const words = {
  it: {
    heading: "LA SCHEDA DEL CLIENTE",
    tag: "scheda",
    name: "Nome",
    contents: "Voci in scheda",
    empty: "La scheda non ha ancora voci.",
    atLeast: "almeno ",
    older: (shown: number) =>
      `Qui leggi le ${shown} voci più recenti; ce ne sono di più vecchie, che non vedi: se servono, di' che una persona può guardarle.`,
    kinds: { exercise: "esercizi", finance: "finanze", consultation: "consulenze", note: "note" },
  },
  en: {
    heading: "THE CUSTOMER'S RECORD",
    tag: "record",
    name: "Name",
    contents: "Entries in the record",
    empty: "The record does not have entries yet.",
    atLeast: "at least ",
    older: (shown: number) =>
      `Here you read the latest ${shown} entries; there are older ones, which you cannot see: if they are needed, say that a person can look them up.`,
    kinds: { exercise: "exercises", finance: "finances", consultation: "consultations", note: "notes" },
  },
} as const satisfies Record<Language, { kinds: Record<Kind, string> } & Record<string, unknown>>;

/** How a standard agent serves a client (DESIGN section 4, routing 3). */
export const assistancePrompt = (language: Language, business: string): string =>
  ({
    it: `ASSISTENZA A UN CLIENTE
Parli con una persona che è già cliente di ${business}: rispondi alle sue domande con la sua scheda, con i documenti e con questa conversazione.
- Usa la scheda quando serve alla domanda, e di' sempre a quando risale ciò che citi; non elencarla tutta se non te lo chiede.
- Se nella scheda una cosa non c'è, dillo: non dedurla e non completarla mai.
- La scheda è del cliente con cui parli: puoi dirgli ciò che contiene, non puoi cambiarla. Se segnala un errore o una novità, di' che lo vedrà una persona.
- Se è scontento o ha un problema che non puoi risolvere, non giustificarti: riconosci il problema e digli di scrivere PERSONA.`,
    en: `HELPING A CUSTOMER
You are talking to someone who is already a customer of ${business}: answer their questions from their record, from the documents and from this conversation.
- Use the record where the question needs it, and always say how old what you quote is; do not list all of it unless asked.
- If something is not in the record, say so: never infer it and never fill it in.
- The record is that of the customer you are talking to: you may tell them what it holds, you cannot change it. If they report an error or news, say that a person will see it; do not promise more.
- If they are unhappy or have a problem you cannot solve, do not justify yourself: acknowledge it and tell them to write PERSON.`,
  })[language];

const longestEntry = 2_000;

const entryText = ({ kind, title, body, happenedAt }: DossierFact, language: Language): string => {
  const day = new Date(happenedAt).toISOString().slice(0, 10);
  return `[${words[language].kinds[kind]}] ${day} · ${asLine(title, 200)}\n${cutTo(asData(body), longestEntry)}`;
};

/**
 * A client's own record: newest first, as much as the budget holds, and how many entries of each kind there are in all. Where older
 * ones were left out it says so, or the model would take what it sees for everything there is.
 */
export const dossierPrompt = (client: ClientRecord, language: Language): string => {
  const { heading, tag, name, contents, empty, atLeast, older, kinds } = words[language];
  const newestFirst = client.dossier.toSorted((a, b) => b.happenedAt - a.happenedAt);
  const counts = (Object.keys(kinds) as Kind[]).map(
    (kind) => `${kinds[kind]} ${client.isWhole ? "" : atLeast}${client.dossier.filter((entry) => entry.kind === kind).length}`,
  );
  const shown = fitting(
    newestFirst.map((entry) => entryText(entry, language)),
    promptBudget.dossier,
    (text) => text,
  );
  const rest = client.isWhole && shown.length === client.dossier.length ? [] : [older(shown.length)];
  const lines = client.dossier.length === 0 ? [empty] : [`${contents}: ${counts.join(", ")}.`, ...shown, ...rest];
  return [heading, `<${tag}>`, `${name}: ${asLine(client.name, 80)}`, ...lines, `</${tag}>`].join("\n");
};
