import "./palette.css";
import { useNavigate } from "@solidjs/router";
import ArrowRight from "lucide-solid/icons/arrow-right";
import MessageSquare from "lucide-solid/icons/message-square";
import Search from "lucide-solid/icons/search";
import User from "lucide-solid/icons/user";
import X from "lucide-solid/icons/x";
import Zap from "lucide-solid/icons/zap";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, type Component, type JSX } from "solid-js";
import { shellWords } from "../../../i18n/shellWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { isOnline } from "../network.ts";
import { createEntries, type Entry } from "./entries.ts";

const pauseMs = 180;
const listId = "palette-list";
const icons: Record<Entry["kind"], Component<{ size: number }>> = {
  page: ArrowRight,
  command: Zap,
  conversation: MessageSquare,
  contact: User,
  said: Search,
};

const Option = (props: { entry: Entry; isChosen: boolean; onPick(): void; onPoint(): void }): JSX.Element => {
  const Icon = icons[props.entry.kind];
  let element!: HTMLDivElement;
  createEffect(() => props.isChosen && element.scrollIntoView({ block: "nearest" }));
  return (
    <div
      ref={element}
      id={props.entry.id}
      class="palette-option"
      role="option"
      aria-selected={props.isChosen}
      onClick={() => props.onPick()}
      onPointerMove={() => props.onPoint()}
    >
      <Icon size={16} />
      <span class="palette-title">{props.entry.title}</span>
      <Show when={props.entry.detail}>{(detail) => <span class="palette-detail">{detail()}</span>}</Show>
      <Show when={props.entry.key}>{(key) => <kbd aria-hidden="true">{key()}</kbd>}</Show>
    </div>
  );
};

/** Every page, person and command, one word away. The focus stays in the field; arrows choose, Enter opens. */
export default function Palette(props: { takeTyped(): string; onClose(): void }): JSX.Element {
  const words = () => shellWords().palette;
  const [typed, setTyped] = createSignal("");
  const [asked, setAsked] = createSignal("");
  const [chosen, setChosen] = createSignal(0);
  const { sections, isAsking } = createEntries(() => typed().trim(), asked, useNavigate());
  const all = createMemo(() => sections().flatMap(({ entries }) => entries));
  const current = () => all()[Math.min(chosen(), all().length - 1)];
  let dialog!: HTMLDialogElement;
  let pause: ReturnType<typeof setTimeout> | undefined;
  onMount(() => {
    dialog.showModal();
    const ahead = props.takeTyped();
    if (ahead) write(ahead);
  });
  onCleanup(() => clearTimeout(pause));
  createEffect(on(typed, () => setChosen(0), { defer: true }));

  const write = (text: string) => {
    setTyped(text);
    clearTimeout(pause);
    pause = setTimeout(() => setAsked(text.trim()), pauseMs);
  };
  const pick = (entry: Entry | undefined) => {
    if (!entry) return;
    dialog.close();
    props.onClose();
    entry.run();
  };
  const steps: Record<string, (count: number) => number> = {
    ArrowDown: (count) => (chosen() + 1) % count,
    ArrowUp: (count) => (chosen() - 1 + count) % count,
    PageDown: (count) => Math.min(count - 1, chosen() + 8),
    PageUp: () => Math.max(0, chosen() - 8),
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = steps[event.key];
    if (event.key === "Enter") pick(current());
    else if (step && all().length > 0) setChosen(step(all().length));
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={words().title}
      onClose={() => props.onClose()}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
    >
      <div class="palette-field">
        <Search size={18} />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current()?.id}
          aria-autocomplete="list"
          aria-label={words().title}
          placeholder={words().placeholder}
          autocomplete="off"
          spellcheck={false}
          autofocus
          value={typed()}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
        />
        <Button tone="quiet" label={t().common.close} onClick={() => props.onClose()}>
          <X size={18} />
        </Button>
      </div>
      <div class="palette-list" id={listId} role="listbox" aria-label={words().results}>
        <For each={sections()}>
          {(section) => (
            <div role="group" aria-label={section.title}>
              <p class="palette-section" aria-hidden="true">
                {section.title}
              </p>
              <For each={section.entries}>
                {(entry) => (
                  <Option
                    entry={entry}
                    isChosen={entry.id === current()?.id}
                    onPick={() => pick(entry)}
                    onPoint={() => setChosen(all().findIndex(({ id }) => id === entry.id))}
                  />
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <Show when={all().length === 0 && !isAsking()}>
        <p class="palette-nothing">
          <strong>{words().nothing(typed().trim())}</strong>
          {words().nothingHelp}
        </p>
      </Show>
      <footer class="palette-foot">
        <span role="status" class="only-spoken">
          {words().count(all().length)}
        </span>
        <Show when={isOnline()} fallback={<span>{words().offline}</span>}>
          <span aria-hidden="true">
            <kbd>↑</kbd> <kbd>↓</kbd> {words().move}
          </span>
          <span aria-hidden="true">
            <kbd>↵</kbd> {words().open}
          </span>
        </Show>
      </footer>
    </dialog>
  );
}
