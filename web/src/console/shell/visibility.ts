import { createSignal } from "solid-js";

const [isVisible, setVisible] = createSignal(document.visibilityState === "visible");
document.addEventListener("visibilitychange", () => setVisible(document.visibilityState === "visible"));

/** Whether the console is on screen: not in another tab's shadow, not on a locked phone. */
export { isVisible };
