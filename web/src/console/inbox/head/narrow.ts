import { createSignal } from "solid-js";

const media = window.matchMedia("(max-width: 859px)");
const [isNarrow, setNarrow] = createSignal(media.matches);
media.addEventListener("change", (event) => setNarrow(event.matches));

/** Whether the inbox shows one pane at a time, as on a phone (`inbox.css`). */
export { isNarrow };
