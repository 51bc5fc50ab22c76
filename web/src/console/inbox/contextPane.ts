import { createSignal } from "solid-js";

const wide = window.matchMedia("(min-width: 1180px)");
const [isWide, setWide] = createSignal(wide.matches);
wide.addEventListener("change", (event) => setWide(event.matches));

const storedAt = "filo.context-hidden";
const [isContextHidden, writeHidden] = createSignal(localStorage.getItem(storedAt) === "1");

export { isContextHidden, isWide };

/** Whether the context stands beside the thread on a wide screen; narrow ones show it as a view of its own. */
export const setContextHidden = (isHidden: boolean): void => {
  localStorage.setItem(storedAt, isHidden ? "1" : "0");
  writeHidden(isHidden);
};
