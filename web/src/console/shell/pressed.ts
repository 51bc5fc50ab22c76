/** What of a keyboard event tells a command from writing. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  getModifierState(name: string): boolean;
}

const isLetter = (key: string): boolean => key.toLowerCase() !== key.toUpperCase();

/**
 * The sign that was pressed as a command, in lower case; null when it was pressed with something that makes it another. The sign is
 * what counts and not the place: on an Italian keyboard `?` is Shift and `'`, `/` is Shift and 7, and AltGr writes signs of its own.
 */
export const signOf = (event: Press): string | null => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.getModifierState("AltGraph")) return null;
  if ([...event.key].length !== 1) return null;
  return isLetter(event.key) && event.shiftKey ? null : event.key.toLowerCase();
};

/** ⌘K on a Mac, where Ctrl+K is the text field's own; Ctrl+K elsewhere. */
export const isPalettePress = (event: Press, isMac: boolean): boolean =>
  event.key.toLowerCase() === "k" &&
  (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) &&
  !event.altKey &&
  !event.shiftKey &&
  !event.getModifierState("AltGraph");
