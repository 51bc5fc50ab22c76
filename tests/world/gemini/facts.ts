import type { Language } from "./text.ts";

/** What a customer has said about themselves. */
export type FactName = "name" | "goal" | "age" | "weight" | "home" | "job" | "likes";
export type Facts = Partial<Record<FactName, string>>;

const END = "(?=[.,;!?\\n]|\\s+(?:e|ed|ma|and|but|perché|because)\\s|$)";

const SAID: Record<FactName, RegExp[]> = {
  name: [new RegExp(`\\b(?:mi chiamo|il mio nome è|my name is|i am called|call me)\\s+([\\p{L}' ]{2,40}?)${END}`, "iu")],
  goal: [
    new RegExp(`\\b(?:(?:il )?mio obiettivo è|my goal is)\\s+(?:di\\s+|to\\s+)?(.{3,80}?)${END}`, "iu"),
    new RegExp(
      `\\b(?:vorrei|voglio|i want to|i would like to|i'd like to)\\s+((?:perdere|dimagrire|aumentare|correre|risparmiare|imparare|mettere|lose|gain|run|save|learn|get)\\b.{0,80}?)${END}`,
      "iu",
    ),
  ],
  age: [/\bho\s+(\d{1,3})\s+anni\b/iu, /\bi(?:'m| am)\s+(\d{1,3})(?:\s+years)?\b/iu],
  weight: [/\b(?:peso|i weigh)\s+(\d{2,3}(?:[.,]\d)?\s*(?:kg|chili|lbs?|pounds)?)/iu],
  home: [new RegExp(`\\b(?:vivo a|abito a|sono di|i live in|i'm from|i am from)\\s+([\\p{L}' ]{2,40}?)${END}`, "iu")],
  job: [new RegExp(`\\b(?:lavoro come|faccio (?:il|la|l')|i work as an?)\\s*([\\p{L}' ]{2,40}?)${END}`, "iu")],
  likes: [new RegExp(`\\b(?:mi piacciono|mi piace|preferisco|i like|i love|i prefer)\\s+(.{3,60}?)${END}`, "iu")],
};

const ASKED: Record<FactName, RegExp> = {
  name: /\b(?:come mi chiamo|qual è il mio nome|ricordi il mio nome|what(?:'s| is) my name|remember my name)\b/iu,
  goal: /\b(?:(?:che|quale|qual è|qual era|ricordi) (?:il )?(?:mio )?obiettivo|obiettivo avevo|what (?:was|is|'s) my goal|which goal)\b/iu,
  age: /\b(?:quanti anni ho|how old am i)\b/iu,
  weight: /\b(?:quanto peso|how much do i weigh)\b/iu,
  home: /\b(?:dove (?:vivo|abito)|di dove sono|where (?:do i live|am i from))\b/iu,
  job: /\b(?:che lavoro faccio|what(?:'s| is) my job|what do i do)\b/iu,
  likes: /\b(?:cosa mi piace|che cosa preferisco|what do i (?:like|prefer))\b/iu,
};

const TOLD: Record<FactName, Record<Language, (value: string) => string>> = {
  name: { it: (v) => `Piacere, ${v}!`, en: (v) => `Nice to meet you, ${v}!` },
  goal: { it: (v) => `Ho segnato il tuo obiettivo: ${v}.`, en: (v) => `I have noted your goal: ${v}.` },
  age: { it: (v) => `Hai ${v} anni, ne tengo conto.`, en: (v) => `You are ${v}, I will keep it in mind.` },
  weight: { it: (v) => `Pesi ${v}, ne tengo conto.`, en: (v) => `You weigh ${v}, I will keep it in mind.` },
  home: { it: (v) => `Vivi a ${v}, bene.`, en: (v) => `You live in ${v}, good.` },
  job: { it: (v) => `Di lavoro fai: ${v}, capito.`, en: (v) => `You work as ${v}, understood.` },
  likes: { it: (v) => `Ti piace: ${v}, me lo ricordo.`, en: (v) => `You like ${v}, I will remember.` },
};

const RECALLED: Record<FactName, Record<Language, (value: string) => string>> = {
  name: { it: (v) => `Ti chiami ${v}.`, en: (v) => `Your name is ${v}.` },
  goal: { it: (v) => `Il tuo obiettivo era: ${v}.`, en: (v) => `Your goal was: ${v}.` },
  age: { it: (v) => `Hai ${v} anni.`, en: (v) => `You are ${v} years old.` },
  weight: { it: (v) => `Mi hai detto che pesi ${v}.`, en: (v) => `You told me that you weigh ${v}.` },
  home: { it: (v) => `Mi hai detto che vivi a ${v}.`, en: (v) => `You told me that you live in ${v}.` },
  job: { it: (v) => `Mi hai detto che di lavoro fai: ${v}.`, en: (v) => `You told me that you work as ${v}.` },
  likes: { it: (v) => `Mi hai detto che ti piace: ${v}.`, en: (v) => `You told me that you like ${v}.` },
};

const NAMES = Object.keys(SAID) as FactName[];

/** The facts stated in a text. */
export function factsIn(text: string): Facts {
  const found: Facts = {};
  for (const name of NAMES) {
    if (ASKED[name].test(text)) continue;
    for (const pattern of SAID[name]) {
      const value = pattern.exec(text)?.[1]?.trim();
      if (value !== undefined) found[name] ??= value;
    }
  }
  return found;
}

/** The facts a text asks back. */
export function factsAsked(text: string): FactName[] {
  return NAMES.filter((name) => ASKED[name].test(text));
}

export function sayTold(name: FactName, value: string, language: Language): string {
  return TOLD[name][language](value);
}

export function sayRecalled(name: FactName, value: string | undefined, language: Language): string {
  if (value !== undefined) return RECALLED[name][language](value);
  return language === "it" ? "Questo non me l’hai ancora detto." : "You have not told me that yet.";
}
