import { createMemo, createSignal, createUniqueId, type Accessor } from "solid-js";
import { completed, type Trigger } from "./trigger.ts";

export interface TypeaheadOption {
  id: string;
  title: string;
  detail?: string;
  /** What comes in place of what was typed; or something to do instead. */
  choice: { insert: string } | { run(): void };
}

/** A list that is called up while writing: by which sign, and what it offers for what is typed after it. */
export interface TypeaheadSource {
  label: string;
  trigger(text: string, caret: number): Trigger | null;
  options(query: string): readonly TypeaheadOption[];
  /** Said when nothing that could be inserted matches. */
  none: string;
}

interface TypeaheadDeps {
  source: Accessor<TypeaheadSource>;
  field: Accessor<HTMLTextAreaElement | undefined>;
  write(text: string): void;
}

export interface Typeahead {
  listId: string;
  isOpen: Accessor<boolean>;
  options: Accessor<readonly TypeaheadOption[]>;
  active: Accessor<number>;
  optionId(at: number): string;
  setActive(at: number): void;
  /** Looks again at what stands before the caret. */
  follow(): void;
  close(): void;
  choose(option: TypeaheadOption): void;
  /** Takes the keys that belong to the open list. @returns whether it was one of them */
  press(event: KeyboardEvent): boolean;
}

const canInsert = ({ choice }: TypeaheadOption): boolean => "insert" in choice;

/** The editable combobox of the ARIA practices, over a textarea: the focus stays in the text, the arrows walk the list. */
export const createTypeahead = ({ source, field, write }: TypeaheadDeps): Typeahead => {
  const listId = createUniqueId();
  const [trigger, setTrigger] = createSignal<Trigger | null>(null);
  const [dismissedAt, setDismissedAt] = createSignal<number | null>(null);
  const [walked, setWalked] = createSignal<number | null>(null);
  const query = createMemo(() => trigger()?.query ?? "");
  const isOpen = createMemo(() => trigger() !== null && trigger()?.from !== dismissedAt());
  const options = createMemo(() => (isOpen() ? source().options(query()) : []));
  /** What Enter would take: never something to do, unless the arrows went there. */
  const active = createMemo(() => Math.min(walked() ?? options().findIndex(canInsert), options().length - 1));

  const follow = () => {
    const element = field();
    const isPoint = element && element.selectionStart === element.selectionEnd;
    const next = isPoint ? source().trigger(element.value, element.selectionStart) : null;
    if (next?.from !== trigger()?.from) setDismissedAt(null);
    if (next?.query !== trigger()?.query) setWalked(null);
    setTrigger(next);
  };
  const close = () => setTrigger(null);
  const choose = ({ choice }: TypeaheadOption) => {
    const [element, called] = [field(), trigger()];
    if (!element || !called) return;
    const next = completed(element.value, called, "insert" in choice ? choice.insert : "");
    write(next.text);
    close();
    if ("run" in choice) return choice.run();
    element.focus();
    element.setSelectionRange(next.caret, next.caret);
    follow();
  };
  const walk = (by: number) => {
    const count = options().length;
    if (count > 0) setWalked((active() + by + count + (active() < 0 && by < 0 ? 1 : 0)) % count);
  };
  const press = (event: KeyboardEvent): boolean => {
    if (!isOpen() || event.isComposing) return false;
    if (event.key === "Escape") setDismissedAt(trigger()?.from ?? null);
    else if (event.key === "ArrowDown") walk(1);
    else if (event.key === "ArrowUp") walk(-1);
    else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) {
      const option = options()[active()];
      if (!option) return false;
      choose(option);
    } else return false;
    event.preventDefault();
    return true;
  };
  return {
    listId,
    isOpen,
    options,
    active,
    optionId: (at) => `${listId}-${at}`,
    setActive: setWalked,
    follow,
    close,
    choose,
    press,
  };
};
