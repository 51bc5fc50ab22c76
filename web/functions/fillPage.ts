import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { allWords } from "../src/chat/words/allWords.ts";

/** Text for inside a `<script type="application/json">`: `<` could end the element or open a comment in it. */
export const inlineJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The agent's mark: its first letter or digit; a dot when it has none. */
export const initialOf = (name: string): string => /[\p{L}\p{N}]/u.exec(name)?.[0]?.toLocaleUpperCase() ?? "·";

/** What the page says before its script runs, by the `data-fill` it goes into. */
export const pageTexts = (info: PublicInfo, language: CustomerLanguage): Record<string, string> => {
  const words = allWords[language];
  return {
    agent: info.agentName,
    business: info.businessName,
    greeting: info.greeting,
    initial: initialOf(info.agentName),
    disclosure: words.disclosure(info.businessName),
    privacy: words.privacy,
    noScript: words.noScript,
  };
};

/** Writes agent, business, greeting and disclosure into the page's HTML, escaped, with `/info` beside them for the script. */
export function fillPage(page: Response, info: PublicInfo, language: CustomerLanguage): Response {
  const texts = pageTexts(info, language);
  const rewriter = new HTMLRewriter()
    .on("html", { element: (element) => void element.setAttribute("lang", language) })
    .on("title", { element: (element) => void element.setInnerContent(`${info.agentName} · ${info.businessName}`) })
    .on('meta[name="description"]', { element: (element) => void element.setAttribute("content", info.greeting) })
    .on("[data-fill]", {
      element(element) {
        const name = element.getAttribute("data-fill") ?? "";
        element.setInnerContent(texts[name] ?? "");
        element.removeAttribute("data-fill");
        if (name === "greeting") element.setAttribute("lang", info.language);
      },
    })
    .on("script#info", { element: (element) => void element.setInnerContent(inlineJson(info), { html: true }) });
  return rewriter.transform(page);
}
