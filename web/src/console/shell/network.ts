import { createSignal } from "solid-js";

const [isOnline, setOnline] = createSignal(navigator.onLine);
window.addEventListener("online", () => setOnline(true));
window.addEventListener("offline", () => setOnline(false));

/** What the browser believes about its network. */
export { isOnline };
