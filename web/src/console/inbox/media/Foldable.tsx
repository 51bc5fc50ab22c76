import { createSignal, Show, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";

/** What the reader has unfolded stays so while the thread is scrolled away and back. */
const [unfolded, setUnfolded] = createSignal<ReadonlySet<string>>(new Set());

const isLong = (text: string): boolean => text.length > 220 || text.split("\n").length > 4;

/** A text that shows its first lines, and all of it when asked. */
export const Foldable = (props: { id: string; text: string }): JSX.Element => {
  const isOpen = () => unfolded().has(props.id);
  const toggle = () =>
    setUnfolded((known) => new Set(known.has(props.id) ? [...known].filter((id) => id !== props.id) : [...known, props.id]));
  return (
    <>
      <p class="foldable" classList={{ folded: isLong(props.text) && !isOpen() }} dir="auto">
        {props.text}
      </p>
      <Show when={isLong(props.text)}>
        <button type="button" class="foldable-more" aria-expanded={isOpen()} onClick={toggle}>
          {isOpen() ? t().media.showLess : t().media.showAll}
        </button>
      </Show>
    </>
  );
};
