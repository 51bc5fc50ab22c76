import "../../../ui/field.css";
import Search from "lucide-solid/icons/search";
import { createEffect, createSignal, on, onCleanup, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { createCommands } from "../../shell/commands.ts";

const pauseMs = 250;

/** Words to look for in every thread; asked for when the writing pauses, at once with Enter, let go with Escape. */
export const SearchBox = (props: { value: string; onSearch(words: string): void }): JSX.Element => {
  const [text, setText] = createSignal(props.value);
  let box!: HTMLInputElement;
  let pause: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.value,
      (value) => value !== text().trim() && setText(value),
      { defer: true },
    ),
  );
  createCommands({ search: () => box.focus() });
  onCleanup(() => clearTimeout(pause));
  const write = (next: string, afterMs: number) => {
    setText(next);
    clearTimeout(pause);
    pause = setTimeout(() => props.onSearch(next.trim()), afterMs);
  };
  return (
    <label class="list-search">
      <Search size={16} />
      <span class="only-spoken">{t().inbox.search}</span>
      <input
        ref={box}
        type="search"
        class="control"
        maxlength={120}
        placeholder={t().inboxList.searchPlaceholder}
        value={text()}
        onInput={(event) => write(event.currentTarget.value, pauseMs)}
        onKeyDown={(event) => {
          if (event.key === "Enter") write(event.currentTarget.value, 0);
          if (event.key !== "Escape") return;
          if (text()) write("", 0);
          else event.currentTarget.blur();
        }}
      />
    </label>
  );
};
