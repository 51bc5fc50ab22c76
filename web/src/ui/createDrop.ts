import { createSignal, type Accessor, type JSX } from "solid-js";

interface Drop {
  /** Something hangs over it. */
  isOver: Accessor<boolean>;
  /** For the element that files may be dropped on. */
  on: Pick<JSX.DOMAttributes<HTMLElement>, "onDragOver" | "onDragLeave" | "onDrop">;
}

/** Lets files be dropped on an element. */
export const createDrop = (take: (files: FileList | undefined) => void): Drop => {
  const [isOver, setOver] = createSignal(false);
  return {
    isOver,
    on: {
      onDragOver(event) {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop(event) {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      },
    },
  };
};
