import "./ui/tokens.css";
import "./ui/base.css";
import "./console/shell/layout.css";
import { render } from "solid-js/web";
import { language } from "./i18n/language.ts";
import { loadWords } from "./i18n/text.ts";
import { Console } from "./routes.tsx";

const againMs = 1_000;

/** Without words there is nothing to show, not even that the connection is gone: they are asked for until they come. */
const start = (root: HTMLElement): void => {
  loadWords(language()).then(
    () => void render(() => <Console />, root),
    () => setTimeout(start, againMs, root),
  );
};

const root = document.getElementById("root");
if (root) start(root);
