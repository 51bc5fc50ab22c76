/** What of a key press is written. */
export interface WrittenKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  getModifierState(name: string): boolean;
}

/** A sign that a key writes; on an Italian keyboard AltGr writes @ and #, which Windows reports with Ctrl and Alt as well. */
const isSign = (event: WrittenKey): boolean =>
  [...event.key].length === 1 && (event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey));

/** What stands in a field, written to at its end, after one more key; null when the key is none that writes. */
export const afterKey = (typed: string, event: WrittenKey): string | null => {
  if (event.key === "Backspace") return [...typed].slice(0, -1).join("");
  // Enter would choose from what is not shown yet.
  if (event.key === "Enter") return typed;
  return isSign(event) ? typed + event.key : null;
};

/**
 * Keeps what is typed for a field that is not there yet, from everything else on the page, where it would be a command or a piece of
 * a message. Esc gives up waiting.
 *
 * @returns what ends it and says what was typed; ended once more, it is nothing
 */
export const keepTyped = (giveUp: () => void): (() => string) => {
  let typed = "";
  const listen = (event: KeyboardEvent) => {
    const after = afterKey(typed, event);
    if (event.key === "Escape") giveUp();
    else if (after === null) return;
    else typed = after;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", listen, { capture: true });
  return () => {
    document.removeEventListener("keydown", listen, { capture: true });
    const taken = typed;
    typed = "";
    return taken;
  };
};
