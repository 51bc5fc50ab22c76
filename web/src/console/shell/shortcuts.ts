import { createSignal, onCleanup } from "solid-js";
import { commandOf, runCommand } from "./commands.ts";
import { repeats } from "./commandTable.ts";
import { isPalettePress, signOf } from "./pressed.ts";
import { areKeysOn } from "./singleKeys.ts";

const [isHelpOpen, setHelpOpen] = createSignal(false);
const [isPaletteOpen, setPaletteOpen] = createSignal(false);
export { isHelpOpen, isPaletteOpen, setHelpOpen, setPaletteOpen };

export const isMac = /mac|iphone|ipad/i.test(navigator.platform);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type));

const isDialogOpen = (): boolean => document.querySelector("dialog[open], [role=menu]") !== null;

/** Listens for the palette's key, also while something is written, and for the single keys of the commands while nothing is. */
export const createShortcuts = (): void => {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (isPalettePress(event, isMac)) {
      event.preventDefault();
      if (isPaletteOpen() || !isDialogOpen()) setPaletteOpen(!isPaletteOpen());
      return;
    }
    const sign = !areKeysOn() || isTyping(event.target) || isDialogOpen() ? null : signOf(event);
    const command = sign === null ? undefined : commandOf(sign);
    if (!command || (event.repeat && !repeats(command))) return;
    event.preventDefault();
    runCommand(command);
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));
};
