import { elsewhere } from "./corpus.ts";

/** Evaluated in a page: what of a document only a text that was taken for HTML can have brought. */
export type FindPlants = (root: ParentNode, elsewhere: string) => string[];

/**
 * Elements, handlers and addresses that Filo's own pages never have: whether or not they have run yet, they are code by whoever wrote
 * the text. Stands alone, because it is sent to the browser as its source.
 */
export const findPlants: FindPlants = (root, far) => {
  const strange = new Set([
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "base",
    "math",
    "marquee",
    "animate",
    "set",
    "applet",
  ]);
  const carrying = new Set([
    "href",
    "xlink:href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "ping",
  ]);
  const found: string[] = [];
  const own = (address: string) => address.startsWith("/") && !address.startsWith("//");
  const look = (element: Element): void => {
    const tag = element.localName;
    const say = (why: string) => found.push(`<${tag}> ${why}`);
    if (strange.has(tag) || tag === "foreignobject" || tag === "foreignObject") say("is there");
    if (tag === "script") {
      const source = element.getAttribute("src");
      const isData = /^application\/(?:ld\+)?json$/.test(element.getAttribute("type") ?? "");
      if (!isData && !(source !== null && own(source))) say("is there");
    }
    if (tag === "meta" && element.hasAttribute("http-equiv")) say("is there");
    if (tag === "style" && (element.textContent ?? "").includes(far)) say(`names ${far}`);
    for (const { name, value } of element.attributes) {
      const plain = value.replaceAll(/[\u0000-\u0020]/g, "").toLowerCase();
      if (/^on/i.test(name)) say(`has ${name}`);
      if (name === "srcdoc") say("has srcdoc");
      const isCode = /^(?:javascript|vbscript|livescript|data:(?:text|application|image\/svg))/.test(plain);
      if ((carrying.has(name) || name === "values") && isCode) say(`${name} is code`);
      // A link that says where it leads is a link.
      const isLink = tag === "a" && name === "href" && plain.startsWith("https://");
      if ((carrying.has(name) || name === "style") && plain.includes(far) && !isLink) say(`${name} names ${far}`);
    }
    if (element.shadowRoot) for (const inner of element.shadowRoot.querySelectorAll("*")) look(inner);
    if (element instanceof HTMLTemplateElement) for (const inner of element.content.querySelectorAll("*")) look(inner);
  };
  for (const element of root.querySelectorAll("*")) look(element);
  return found;
};

/** An expression that a page evaluates to what is planted in it. */
export const plantsIn = (root: string): string => `(${findPlants.toString()})(${root}, ${JSON.stringify(elsewhere)})`;
