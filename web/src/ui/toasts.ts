import { createSignal } from "solid-js";

export interface Toast {
  id: number;
  text: string;
  tone?: "plain" | "problem";
  /** Takes back what was just done. */
  undo?: () => void;
}

const shownForMs = 7_000;
const atMost = 3;

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

export { toasts };

export const dismissToast = (id: number): void => {
  setToasts((shown) => shown.filter((toast) => toast.id !== id));
};

/** Says something in passing. The same words twice are said once. */
export const showToast = (toast: Omit<Toast, "id">): void => {
  const id = ++lastId;
  setToasts((shown) => [...shown.filter((known) => known.text !== toast.text), { ...toast, id }].slice(-atMost));
  setTimeout(() => dismissToast(id), shownForMs);
};
