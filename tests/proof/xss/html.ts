import type { Browser } from "playwright-core";
import type { Stage } from "../../support/stage.ts";
import type { Business } from "./business.ts";
import { plantsIn } from "./plants.ts";

/** The HTML that the server writes itself, with each text in everything that it writes into it. @returns what was planted in it */
export const lookAtHtml = async (
  browser: Browser,
  stage: Stage,
  { person }: Business,
  texts: readonly string[],
): Promise<string[]> => {
  const pages: string[] = [];
  for (const text of texts) {
    const short = text.slice(0, 80).trim() || "x";
    const fields = { name: short, greeting: text, starters: [short], upgradeText: text };
    await stage.owner.patch(`/api/agents/${person.agent.id}`, fields);
    await stage.owner.patch("/api/settings", { name: short });
    pages.push(await (await fetch(`${stage.url}/ai/${person.slug}`, { headers: { cookie: person.page.cookie } })).text());
  }
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const found = await page.evaluate<string[][]>(
      `(${JSON.stringify(pages)}).map((html) => ${plantsIn('new DOMParser().parseFromString(html, "text/html")')})`,
    );
    return found.flatMap((plants, at) => plants.map((plant) => `${plant} in the HTML of ${texts[at]}`));
  } finally {
    await context.close();
  }
};
