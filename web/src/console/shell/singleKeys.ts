import { createSignal } from "solid-js";

const storedAt = "filo.keys";

const [areKeysOn, write] = createSignal(localStorage.getItem(storedAt) !== "off");

/** Whether single keys are commands. Whoever dictates, or whose hand slips, turns them off (WCAG 2.1, 2.1.4); Ctrl or ⌘ with K stays. */
export { areKeysOn };

export const turnKeys = (areOn: boolean): void => {
  write(areOn);
  if (areOn) localStorage.removeItem(storedAt);
  else localStorage.setItem(storedAt, "off");
};
