import { createSignal } from "solid-js";

/** The picture that stands over the thread, by its media id. */
const [openedPicture, setOpenedPicture] = createSignal<string | null>(null);

export { openedPicture, setOpenedPicture };
