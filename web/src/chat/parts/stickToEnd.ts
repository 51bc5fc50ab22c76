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
  // The box when a keyboard comes, what is in it when a picture or a transcript does.
  for (const seen of [box, box.firstElementChild]) if (seen !== null) resized.observe(seen);
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
