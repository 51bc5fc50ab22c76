interface GeminiBody {
  systemInstruction?: { parts?: { text?: string }[] };
  contents?: { role?: string; parts?: { text?: string }[] }[];
}

/** What of a request is Filo's own, whatever others have written into it. */
export interface Frame {
  /** The system instruction, without what stands between the tags of data. */
  around: string;
  /** Tags of data in it, also those that only look like one. */
  tags: number;
  /** Lines of the level headings. */
  headings: number;
  roles: string;
  /** What stands in the model's own voice. */
  modelSaid: string;
  /** Lines in square brackets, which only Filo writes into a customer's turn. */
  brackets: number;
  /** Signs of a colleague. */
  colleagues: number;
}

/** As somebody, or a model, sees it: signs that look alike are one, those that nobody sees are none. */
const seen = (text: string): string => text.normalize("NFKC").replaceAll(/\p{Cf}/gu, "");

const tag = /<\s*\/?\s*(?:documento|document|scheda|record|indicazioni|guidance)\b/gi;
const data = /<(documento|scheda|indicazioni)\b[^>]*>[\s\S]*?<\/\1>/g;
/** Which language the customer writes in is found in their words, and may be. */
const fallback = /usa (?:l'italiano|l'inglese|lo spagnolo|il francese)/;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const textsOf = (parts: { text?: string }[] | undefined): string => (parts ?? []).map(({ text }) => text ?? "").join("");

/** @param body a request as it was on the wire, its address in the first line */
export const frameOf = (body: string): Frame => {
  const { systemInstruction, contents = [] } = JSON.parse(body.slice(body.indexOf("\n") + 1)) as GeminiBody;
  const system = textsOf(systemInstruction?.parts);
  const said = (role: string) => contents.filter((turn) => turn.role === role).map(({ parts }) => textsOf(parts));
  const customer = seen(said("user").join("\n"));
  return {
    around: system.replaceAll(data, "<$1/>").replace(fallback, "usa"),
    tags: count(seen(system), tag),
    headings: count(system, /^━.*$/gm),
    roles: contents.map(({ role }) => role).join(" "),
    modelSaid: said("model").join("\n"),
    brackets: count(customer, /^\s*\[/gm),
    colleagues: count(seen(contents.map(({ parts }) => textsOf(parts)).join("\n")), /\[\s*team\s*\]/gi),
  };
};

/** What differs between a request and the same one with harmless words. */
export const differences = (harmless: Frame, hostile: Frame): string[] =>
  (Object.keys(harmless) as (keyof Frame)[]).filter((part) => harmless[part] !== hostile[part]);
