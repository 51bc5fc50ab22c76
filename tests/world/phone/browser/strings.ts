import { en, it } from "./dictionaries.ts";

export type Phrase = keyof typeof it;
type LanguageCode = "it" | "en";

const KEY = "world-language";
let language = firstLanguage();

/** The one chosen before, else the browser's when that is English, else Italian. */
function firstLanguage(): LanguageCode {
  const chosen = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2);
  return chosen === "en" ? "en" : "it";
}

export function currentLanguage(): LanguageCode {
  return language;
}

export function say(phrase: Phrase, values: Record<string, string> = {}): string {
  const text = (language === "it" ? it : en)[phrase];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Puts the chosen language into everything marked with `data-say…`. */
export function speak(wanted: LanguageCode): void {
  language = wanted;
  localStorage.setItem(KEY, wanted);
  document.documentElement.lang = wanted;
  document.title = `${say("title")} · Filo`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-say],[data-say-label],[data-say-placeholder]")) {
    const { say: text, sayLabel, sayPlaceholder } = element.dataset;
    if (text !== undefined) element.textContent = say(text as Phrase);
    if (sayLabel !== undefined) element.setAttribute("aria-label", say(sayLabel as Phrase));
    if (sayPlaceholder !== undefined) element.setAttribute("placeholder", say(sayPlaceholder as Phrase));
  }
}
