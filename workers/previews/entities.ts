/** The names that titles are full of; any other stays as it is written. Source: https://html.spec.whatwg.org/multipage/named-characters.html */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  sbquo: "‚",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  laquo: "«",
  raquo: "»",
  bull: "•",
  middot: "·",
  euro: "€",
  pound: "£",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  szlig: "ß",
  ...Object.fromEntries(
    ["agrave à", "aacute á", "acirc â", "auml ä", "aring å", "aelig æ", "ccedil ç", "egrave è", "eacute é", "ecirc ê", "euml ë"]
      .concat(["igrave ì", "iacute í", "icirc î", "iuml ï", "ntilde ñ", "ograve ò", "oacute ó", "ocirc ô", "ouml ö", "oslash ø"])
      .concat(["oelig œ", "ugrave ù", "uacute ú", "ucirc û", "uuml ü", "yuml ÿ"])
      .flatMap((pair) => {
        const [name = "", letter = ""] = pair.split(" ");
        return [[name, letter] as const, [`${name[0]?.toUpperCase()}${name.slice(1)}`, letter.toUpperCase()] as const];
      }),
  ),
};

const characterOf = (code: number): string =>
  code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";

/** Text with its HTML character references resolved, once: what they make is not read again. */
export const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return characterOf(Number(decimal));
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    return named[name ?? ""] ?? whole;
  });
