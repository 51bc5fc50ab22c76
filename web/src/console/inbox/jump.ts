import { createSignal } from "solid-js";

/** Where the thread on screen should go: a new object for every wish, so that the same place can be wished for twice. */
const [wanted, setWanted] = createSignal<{ messageId: string } | null>(null);
/** The message that was jumped to, while it is shown where it is. */
const [pointedAt, setPointedAt] = createSignal<string | null>(null);
const pointsForMs = 2_400;

export { wanted, pointedAt };

export const jumpTo = (messageId: string): void => {
  setWanted({ messageId });
};

export const letJumpGo = (): void => {
  setWanted(null);
};

export const pointAt = (messageId: string): void => {
  setPointedAt(messageId);
  setTimeout(() => setPointedAt((now) => (now === messageId ? null : now)), pointsForMs);
};
