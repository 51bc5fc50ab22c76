import { readFileSync } from "node:fs";
import { answer } from "../http.ts";
import type { Exchange } from "../http.ts";

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  ts: "text/javascript; charset=utf-8",
};
const FILES = new Set([
  "page.html",
  "phone.css",
  "thread.css",
  "panel.css",
  "icon.svg",
  "browser/app.ts",
  "content.css",
  "browser/api.ts",
  "browser/attach.ts",
  "browser/composer.ts",
  "browser/content.ts",
  "browser/dictionaries.ts",
  "browser/lightbox.ts",
  "browser/dom.ts",
  "browser/panel.ts",
  "browser/strings.ts",
  "browser/thread.ts",
]);
const SECURITY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/**
 * The phone page's own files, and `/wa/<digits>?text=…`, which opens the phone as a `https://wa.me/…` link would.
 * @returns false when the path is none of these.
 */
export async function pageRoutes(exchange: Exchange): Promise<boolean> {
  if (exchange.method !== "GET") return false;
  const digits = /^\/wa\/(\d{7,15})$/.exec(exchange.path)?.[1];
  if (digits !== undefined) {
    const location = `/?${new URLSearchParams({ number: `+${digits}`, text: exchange.query.get("text") ?? "" })}`;
    answer(exchange, 302, "text/plain", "", { location });
    return true;
  }
  const name = exchange.path === "/" ? "page.html" : exchange.path.replace("/phone/", "");
  if (!FILES.has(name)) return false;
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  const type = name.split(".").at(-1)!;
  answer(exchange, 200, TYPES[type]!, type === "ts" ? await withoutTypes(name, text) : text, SECURITY);
  return true;
}

const stripped = new Map<string, string>();

/** Browsers run the page's TypeScript once its types are gone; Vite is here already and does that. */
async function withoutTypes(name: string, source: string): Promise<string> {
  const known = stripped.get(source);
  if (known !== undefined) return known;
  const { transformWithOxc } = await import("vite");
  const { code } = await transformWithOxc(source, name, { sourcemap: false });
  stripped.set(source, code);
  return code;
}
