import type { WorldMessage } from "../../contract.ts";
import { summary } from "./content.ts";
import { byId, make } from "./dom.ts";
import { say } from "./strings.ts";

let quoted: WorldMessage | null = null;

/** The next message will quote this one; null: none. */
export function quoteNext(message: WorldMessage | null, theirName: string): void {
  quoted = message;
  const bar = byId("quoting");
  bar.hidden = message === null;
  if (message === null) return;
  const who = message.direction === "inbound" ? say("you") : theirName;
  const cancel = make("button", "", "×");
  cancel.type = "button";
  cancel.setAttribute("aria-label", say("cancelReply"));
  cancel.addEventListener("click", () => quoteNext(null, theirName));
  bar.replaceChildren(
    make("span", "quote", make("strong", "", say("replyingTo", { who })), make("span", "", summary(message))),
    cancel,
  );
  byId("text").focus();
}

/** The message to quote; asking takes it. */
export function takeQuoted(): string | undefined {
  const sid = quoted?.sid;
  quoteNext(null, "");
  return sid;
}
