import type { GeminiBody } from "../contract.ts";
import { readDirectives } from "./directives.ts";
import type { Directives } from "./directives.ts";
import { isRemark } from "./fileTask.ts";
import { factsAsked, factsIn, sayRecalled, sayTold } from "./facts.ts";
import type { FactName, Facts } from "./facts.ts";
import { knowledgeLine } from "./knowledge.ts";
import { languageOf, partTexts } from "./text.ts";
import type { Language } from "./text.ts";

const GREETING = /^\W*(?:ciao|salve|buongiorno|buonasera|hello|hi|hey|good (?:morning|evening))\b/i;
const THANKS = /\b(?:grazie|thanks|thank you)\b/i;

/**
 * Answers a conversation as a test or a demo needs it: every message of the customer since the model's last turn gets an
 * answer of its own, facts said at any earlier turn are remembered, the system instruction's directives are followed and its
 * knowledge is used. The same request always gets the same answer.
 */
export function think(body: GeminiBody): string {
  const system = partTexts(body.systemInstruction).join("\n");
  const contents = body.contents ?? [];
  const lastModel = contents.findLastIndex((content) => content.role === "model");
  const pending = contents.slice(lastModel + 1).flatMap(fragments);
  const directives = readDirectives(system);
  if (directives.always !== null) return directives.always;

  const said = contents.filter((content) => content.role !== "model").flatMap(fragments);
  const facts: Facts = Object.assign({}, ...said.map(factsIn)) as Facts;
  const language = directives.language ?? languageOf(pending.join(" "), languageOf(said.join(" "), "it"));
  const answers = pending.map((text) => answerOne(text, facts, system, language, directives));
  const lines = pending.length === 1 ? answers : pending.map((text, at) => `«${shorten(text)}»: ${answers[at]}`);
  return [...directives.opening, ...lines, ...ending(directives, facts, language), ...directives.closing].join("\n");
}

/** Each line of each part counts as a message of its own. */
function fragments(content: Parameters<typeof partTexts>[0]): string[] {
  return partTexts(content)
    .flatMap((text) => text.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function answerOne(text: string, facts: Facts, system: string, language: Language, directives: Directives): string {
  if (isRemark(text)) return text;
  const sentences: string[] = [];
  if (GREETING.test(text)) sentences.push(greeting(facts, language));
  const asked = factsAsked(text);
  for (const name of asked) sentences.push(sayRecalled(name, facts[name], language));
  const told = Object.entries(factsIn(text)) as [FactName, string][];
  for (const [name, value] of told) sentences.push(sayTold(name, value, language));
  const wantsToKnow = asked.length === 0 && (told.length === 0 || text.includes("?"));
  const known = wantsToKnow ? knowledgeLine(text, system) : null;
  if (known !== null) sentences.push(known);
  if (THANKS.test(text)) sentences.push(language === "it" ? "Di niente!" : "You are welcome!");
  if (sentences.length === 0) sentences.push(fallback(text, language));
  return directives.style === "brief" ? sentences[0]! : sentences.join(" ");
}

function greeting(facts: Facts, language: Language): string {
  const name = facts.name === undefined ? "" : ` ${facts.name}`;
  return language === "it" ? `Ciao${name}! Come posso aiutarti?` : `Hello${name}! How can I help?`;
}

function fallback(text: string, language: Language): string {
  const short = shorten(text);
  if (text.trimEnd().endsWith("?"))
    return language === "it" ? `Alla domanda «${short}» ti rispondo volentieri.` : `I am happy to answer “${short}”.`;
  return language === "it" ? `Ho letto: «${short}».` : `I have read: “${short}”.`;
}

function ending(directives: Directives, facts: Facts, language: Language): string[] {
  const lines: string[] = [];
  if (directives.style === "deep") {
    const goal = facts.goal === undefined ? "" : language === "it" ? ` per «${facts.goal}»` : ` for “${facts.goal}”`;
    lines.push(
      language === "it"
        ? `Analisi approfondita${goal}: 1) da dove parti, 2) che cosa cambiare questa settimana, 3) come misurare i progressi.`
        : `In-depth analysis${goal}: 1) where you start, 2) what to change this week, 3) how to measure progress.`,
    );
  }
  if (directives.style !== "deep" && directives.upsell !== null)
    lines.push(
      language === "it"
        ? `Con il livello ${directives.upsell} posso darti risposte personalizzate.`
        : `With the ${directives.upsell} level I can give you personal answers.`,
    );
  return lines;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
