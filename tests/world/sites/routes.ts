import type { Core } from "../core.ts";
import { answer } from "../http.ts";
import type { Exchange } from "../http.ts";
import { jpeg } from "../samples/jpeg.ts";

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8">${head}</head><body><h1>${body}</h1></body></html>`;

const graph = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, content]) => `<meta property="og:${name}" content="${content}">`)
    .join("");

const PAGES: Record<string, string> = {
  "corso-yoga": page(
    `<title>Yoga – Aurora</title>${graph({
      title: "Corso di yoga &amp; pilates",
      description: "Marted&igrave; e gioved&igrave; alle 18:30, prima lezione gratuita.",
      site_name: "Palestra Aurora",
      image: "/sites/sala.jpg",
    })}`,
    "Corso di yoga",
  ),
  semplice: page('<title>Una pagina semplice</title><meta name="description" content="Senza immagini.">', "Una pagina semplice"),
  "senza-titolo": page("", "Senza titolo"),
};

const MOVED: Record<string, (core: Core) => string> = {
  spostato: () => "/sites/corso-yoga",
  "in-giro": () => "/sites/in-giro",
  altrove: (core) => `${core.foreignUrl}/sites/corso-yoga`,
};

/** Pages that lead where their address says: by a redirect, by a picture. */
const LED: Record<string, (exchange: Exchange, to: string) => void> = {
  // Servers write such addresses as they are, in UTF-8.
  verso: (exchange, to) => answer(exchange, 302, "text/plain", "", { location: Buffer.from(to).toString("latin1") }),
  figura: (exchange, to) =>
    answer(exchange, 200, "text/html; charset=utf-8", page(`<title>Figura</title>${graph({ image: escaped(to) })}`, "Figura")),
};

/** A page that says of itself what its address says. */
const told = ({ query }: Exchange): string => {
  const said = (name: string) => escaped(query.get(name) ?? "");
  const words = { title: said("title"), description: said("description"), site_name: said("site"), image: "/sites/sala.jpg" };
  return page(graph(words), words.title);
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * A few pages of other people's, for links in messages: `/sites/<name>`. `altrove` leads to a host that nobody should ask;
 * `verso?to=…` redirects to wherever it is told to, `figura?to=…` shows a picture from there, and `detto?title=…&description=…&site=…`
 * says those words of itself.
 */
export function siteRoutes(core: Core, exchange: Exchange): void {
  const name = exchange.path.slice("/sites/".length);
  const moved = MOVED[name];
  if (moved) return answer(exchange, 302, "text/plain", "", { location: moved(core) });
  const led = LED[name];
  if (led) return led(exchange, exchange.query.get("to") ?? "/");
  if (name === "detto") return answer(exchange, 200, "text/html; charset=utf-8", told(exchange));
  if (name === "sala.jpg") return answer(exchange, 200, "image/jpeg", jpeg({}));
  const html = PAGES[name];
  if (html === undefined) return answer(exchange, 404, "text/html; charset=utf-8", page("<title>404</title>", "404"));
  answer(exchange, 200, "text/html; charset=utf-8", html);
}
