import { createEffect, createSignal, on, onCleanup } from "solid-js";

const nearPx = 80;

/** Keeps a scrolling box at its end while the reader is there; whoever has scrolled up is left where they are. */
export const stickToEnd = (box: HTMLElement, changes: () => unknown) => {
  const [isAtEnd, setAtEnd] = createSignal(true);
  let top = box.scrollTop;
  /** Only going up leaves the end: a box that shrinks, or an answer that grows faster than it is followed, is not the reader's doing. */
  const measure = () => {
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
    if (isNear || box.scrollTop < top) setAtEnd(isNear);
    top = box.scrollTop;
  };
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
