import "../ui/tokens.css";
import "../ui/base.css";
import "./styles/frame.css";
import "./styles/thread.css";
import "./styles/dock.css";
import "./styles/dialog.css";
import { createRoot } from "solid-js";
import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import { createChat } from "./createChat.ts";
import { followKeyboard } from "./followKeyboard.ts";
import { keptIn } from "./kept.ts";
import { readerLanguage } from "./language.ts";
import { bringToLife } from "./parts/bringToLife.tsx";
import { it } from "./words/it.ts";
import { loadWords } from "./words/words.ts";

const filledIn = document.getElementById("info")?.textContent ?? "";

if (filledIn !== "") {
  const info = JSON.parse(filledIn) as PublicInfo;
  const language = readerLanguage(navigator.languages, info.language);
  const kept = keptIn(() => localStorage, info.slug);
  followKeyboard();
  // In Italian rather than not at all.
  void loadWords(language)
    .catch(() => it)
    .then((words) => createRoot(() => bringToLife({ chat: createChat(info, kept), kept, language, words })));
}
