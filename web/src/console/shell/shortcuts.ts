import type { Navigator } from "@solidjs/router";
import { createSignal, onCleanup } from "solid-js";
import { paths } from "../../paths.ts";

const [isHelpOpen, setHelpOpen] = createSignal(false);
export { isHelpOpen, setHelpOpen };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type));

/** A key pressed as a command: not while typing, not with a modifier, not over a dialog. */
export const isCommand = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !event.metaKey &&
  !event.ctrlKey &&
  !event.altKey &&
  !isTyping(event.target) &&
  document.querySelector("dialog[open]") === null;

/** Listens for single-key commands while the owner is on screen. */
export const createKeys = (commands: Record<string, (() => void) | undefined>): void => {
  const listen = (event: KeyboardEvent) => {
    const command = commands[event.key.toLowerCase()];
    if (!command || !isCommand(event)) return;
    event.preventDefault();
    command();
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));
};

export const createShellKeys = (navigate: Navigator): void =>
  createKeys({
    "?": () => setHelpOpen(true),
    1: () => navigate(paths.inbox()),
    2: () => navigate(paths.contacts()),
    3: () => navigate(paths.agents()),
  });
