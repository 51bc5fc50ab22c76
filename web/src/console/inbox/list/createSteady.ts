import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { steady } from "./steady.ts";

/** A pointer that rests for this long is not about to press. */
const restsAfterMs = 1_500;

interface Steady<T> {
  items: Accessor<readonly T[]>;
  /** The pointer moves over the rows, or presses one. */
  hold(): void;
  release(): void;
}

/** The rows as they come, but none moves away from under a pointer that is on its way to one. */
export const createSteady = <T extends { id: string }>(next: Accessor<readonly T[]>, name: Accessor<string>): Steady<T> => {
  const [isHeld, setHeld] = createSignal(false);
  let rest: ReturnType<typeof setTimeout> | undefined;
  const release = () => {
    clearTimeout(rest);
    setHeld(false);
  };
  onCleanup(release);
  const shown = createMemo<{ name: string; items: readonly T[] }>(
    (before) => ({
      name: name(),
      items: isHeld() && before.name === name() ? steady(before.items, next()) : next(),
    }),
    { name: "", items: [] },
  );
  return {
    items: () => shown().items,
    hold() {
      clearTimeout(rest);
      rest = setTimeout(release, restsAfterMs);
      setHeld(true);
    },
    release,
  };
};
