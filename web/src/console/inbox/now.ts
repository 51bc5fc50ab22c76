import { createSignal } from "solid-js";

const everyMs = 10_000;
const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), everyMs);
document.addEventListener("visibilitychange", () => setNow(Date.now()));

/** The present, in milliseconds since 1970, as fine as a countdown in minutes needs it. */
export { now };
