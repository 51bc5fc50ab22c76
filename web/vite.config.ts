import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What Pages does with `_redirects` and the Function, for `vite dev` only: every address finds the page that answers it. */
const pageAddresses: Plugin = {
  name: "filo-page-addresses",
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const path = request.url?.split("?")[0] ?? "";
      if (path === "/" || /^\/console(\/[^.]*)?$/.test(path)) request.url = "/console.html";
      else if (path.startsWith("/ai/")) request.url = "/chat.html";
      next();
    });
  },
};

/**
 * Says the order of the layers at the head of every style sheet. Lazy parts load theirs whenever they come, and the sheet that
 * comes first decides the order for the page.
 */
const layerOrder: Plugin = {
  name: "filo-layer-order",
  enforce: "pre",
  transform: {
    filter: { id: /\.css$/ },
    handler: (code) => ({ code: `@layer tokens, base, ui, page;\n${code}`, map: null }),
  },
};

export default defineConfig({
  root: here("."),
  plugins: [solid(), pageAddresses, layerOrder],
  build: {
    outDir: "dist",
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { console: here("console.html"), chat: here("chat.html") },
    },
  },
  server: { proxy: { "/api": { target: process.env["FILO_API"] ?? "http://127.0.0.1:8787", ws: true } } },
});
