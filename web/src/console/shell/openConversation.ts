import { createSignal } from "solid-js";

/** The conversation on screen. Live events ask: its row stays in a filtered list, its new messages are spoken. */
const [openConversation, setOpenConversation] = createSignal<string | undefined>();

export { openConversation, setOpenConversation };
