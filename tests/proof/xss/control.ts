import type { Browser } from "playwright-core";
import { plantsIn } from "./plants.ts";

/** A page that takes text for more than text, in one of the ways that pages have. */
type Sink = (text: string) => string;

const html: Record<string, Sink> = {
  "as HTML": (text) => text,
  "in a paragraph": (text) => `<p>${text}</p>`,
  "in a quoted attribute": (text) => `<input value="${text}">`,
  "in an attribute with single quotes": (text) => `<input value='${text}'>`,
  "in a bare attribute": (text) => `<input value=${text}>`,
  "as an address": (text) => `<a href="${text}">x</a>`,
  "in a comment": (text) => `<!-- ${text} -->`,
  "in SVG": (text) => `<svg><desc>${text}</desc></svg>`,
  "in CDATA": (text) => `<svg><![CDATA[${text}]]></svg>`,
  "in a script's string": (text) => `<script type="application/json">"${text}"</script>`,
  ...Object.fromEntries(
    ["textarea", "title", "style", "noscript", "template", "select", "xmp", "iframe"].map((tag) => [
      `in <${tag}>`,
      (text: string) => `<${tag}>${text}</${tag}>`,
    ]),
  ),
};

const markdown: Sink = (text) => {
  const places = new Map([...text.matchAll(/^\[(\w+)\]: ([\s\S]+)$/gm)].map(([, name, address]) => [name, address]));
  return text
    .replaceAll(/!\[(.*?)\]\(<?([\s\S]*?)>?\)$/g, '<img alt="$1" src="$2">')
    .replaceAll(/!\[(.*?)\]\[(\w+)\]/g, (_, words: string, name: string) => `<img alt="${words}" src="${places.get(name)}">`)
    .replaceAll(/\[(.*?)\]\(<?([\s\S]*?)>?\)$/g, '<a href="$2">$1</a>')
    .replaceAll(/\[(.*?)\]\[(\w+)\]/g, (_, words: string, name: string) => `<a href="${places.get(name)}">${words}</a>`)
    .replaceAll(/^<([\s\u0001]*[a-z\s]+(?:script|data)?[:&][\s\S]*)>$/gi, '<a href="$1">$1</a>');
};

const entities = (text: string): string =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
const percent = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What somebody may do to a text before it is shown. */
const readings: Sink[] = [
  (text) => text,
  markdown,
  (text) => text.normalize("NFKC"),
  (text) => text.replaceAll(/[\p{Cf}\p{Cc}]/gu, ""),
  (text) => text.trim(),
  entities,
  (text) => entities(entities(text)),
  percent,
  (text) => percent(percent(text)),
  (text) => text.replaceAll(/\\(?:u00|x)([0-9a-f]{2})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
];

/** Programs that a text is written into, and templates that run what stands in their signs. */
const programs: Sink[] = [
  (text) => `var a = "${text}";`,
  (text) => `var a = '${text}';`,
  (text) => `var a = \`${text}\`;`,
  (text) => `/* ${text} */`,
  (text) => `// ${text}`,
  ...[/\{\{([\s\S]+)\}\}/, /<%=([\s\S]+)%>/, /#\{([\s\S]+)\}/].map((signs) => (text: string) => signs.exec(text)?.[1] ?? ""),
];

const documentsOf = (text: string): string[] => [
  ...new Set(readings.flatMap((read) => Object.values(html).map((sink) => sink(read(text))))),
];

export interface Control {
  /** Texts that were taken for code in one of the careless pages: all of them, or they would prove nothing. */
  caught: number;
  /** Those that ran by themselves when a real page took them for HTML. */
  ran: number;
  /** The first that nothing was done by. */
  harmless: string[];
}

/** Shows every text on pages that are careless in every way, with the same eyes that look at Filo's: they must see it. */
export const tryControl = async (browser: Browser, texts: readonly string[]): Promise<Control> => {
  const context = await browser.newContext();
  const ran = new Set<number>();
  try {
    await context.exposeBinding("xss", (_, n: unknown) => void ran.add(Number(n)));
    await context.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><main></main>" }));
    const page = await context.newPage();
    await page.goto("https://careless.example/");
    const looks = texts.map((text) => ({ documents: documentsOf(text), programs: programs.map((sink) => sink(text)) }));
    const caught = await page.evaluate<boolean[]>(`(${JSON.stringify(looks)}).map(({ documents, programs }) =>
      documents.some((text) => ${plantsIn('new DOMParser().parseFromString(text, "text/html")')}.length > 0) ||
      programs.some((text) => {
        let count = 0;
        try { new Function("xss", text)(() => count++); } catch {}
        return count > 0;
      }))`);
    for (let at = 0; at < texts.length; at += 50)
      await page.evaluate(
        async (given) => {
          for (const text of given) {
            // Each in a frame of its own: some of them lead their page elsewhere.
            const room = document.createElement("iframe");
            document.body.appendChild(room);
            Object.assign(room.contentWindow!, { xss: (window as unknown as { xss(n: number): void }).xss });
            room.contentDocument!.body.innerHTML = text;
          }
          await new Promise((resolve) => setTimeout(resolve, 300));
        },
        texts.slice(at, at + 50),
      );
    await page.waitForTimeout(500);
    return { caught: caught.filter(Boolean).length, ran: ran.size, harmless: texts.filter((_, at) => !caught[at]).slice(0, 5) };
  } finally {
    await context.close();
  }
};
