import { isMac } from "./shortcuts.ts";

/** A key as it is printed on keyboards. */
export const keyName = (key: string): string => key.toUpperCase();

export const paletteKeys = (): string[] => (isMac ? ["⌘", "K"] : ["Ctrl", "K"]);
