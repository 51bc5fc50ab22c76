import { createEffect, createSignal, on, onCleanup } from "solid-js";

const nearPx = 80;

/** Keeps a scrolling box at its end while the reader is there; whoever has scrolled up is left where they are. */
export const stickToEnd = (box: HTMLElement, changes: () => unknown) => {
  const [isAtEnd, setAtEnd] = createSignal(true);
  const measure = () => setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < nearPx);
  const go = () => {
    box.scrollTop = box.scrollHeight;
  };
  box.addEventListener("scroll", measure, { passive: true });
  const resized = new ResizeObserver(() => {
    if (isAtEnd()) go();
  });
  resized.observe(box);
  onCleanup(() => {
    box.removeEventListener("scroll", measure);
    resized.disconnect();
  });
  createEffect(
    on(changes, () => {
      if (isAtEnd()) requestAnimationFrame(go);
    }),
  );
  return { isAtEnd, go };
};
