import { createContext, useContext } from "solid-js";
import type { CustomerLanguage } from "../../../schema/contract/enums.ts";
import type { Chat } from "./createChat.ts";
import type { Kept } from "./kept.ts";
import type { Words } from "./words/it.ts";

/** What every part of the page works with. */
export interface PageContext {
  chat: Chat;
  kept: Kept;
  language: CustomerLanguage;
  words: Words;
  /** Opens one of the two dialogs. */
  open(dialog: "account" | "whatsapp"): void;
}

const context = createContext<PageContext>();
export const PageProvider = context.Provider;

export const usePage = (): PageContext => {
  const page = useContext(context);
  if (page === undefined) throw new Error("a part of the page outside the page");
  return page;
};
