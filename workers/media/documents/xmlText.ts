const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Characters written as references. Those a document defines itself are never followed. */
export const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });

/** Office never writes definitions of its own into a part; whoever does wants a parser to follow them. */
export const hasDefinitions = (xml: string): boolean => /<!(?:DOCTYPE|ENTITY)/i.test(xml);

/**
 * What stands in elements of one name, in order. Written so that it passes over a text once, whatever the text.
 *
 * @param name with its prefix, e.g. `w:t`
 */
export const textsIn = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^<>]*)?>([^<]*)<`, "g"))].map(([, text = ""]) => unescapeXml(text));
