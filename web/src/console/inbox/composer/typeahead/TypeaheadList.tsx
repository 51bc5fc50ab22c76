import "./typeahead.css";
import { createEffect, For, Show, type JSX } from "solid-js";
import { threadWords } from "../../../../i18n/threadWords.ts";
import type { Typeahead, TypeaheadOption, TypeaheadSource } from "./createTypeahead.ts";

const Option = (props: { typeahead: Typeahead; option: TypeaheadOption; at: number }): JSX.Element => {
  let element!: HTMLLIElement;
  const isActive = () => props.typeahead.active() === props.at;
  createEffect(() => isActive() && element.scrollIntoView({ block: "nearest" }));
  return (
    <li
      ref={element}
      id={props.typeahead.optionId(props.at)}
      role="option"
      class="typeahead-option"
      classList={{ doing: "run" in props.option.choice }}
      aria-selected={isActive()}
      onPointerMove={() => props.typeahead.setActive(props.at)}
      onClick={() => props.typeahead.choose(props.option)}
    >
      <span class="typeahead-title truncate">{props.option.title}</span>
      <Show when={props.option.detail}>
        <span class="typeahead-detail truncate" dir="auto">
          {props.option.detail}
        </span>
      </Show>
    </li>
  );
};

/** What can be chosen, above the text it goes into. Pressing it leaves the focus in the text. */
export const TypeaheadList = (props: { typeahead: Typeahead; source: TypeaheadSource }): JSX.Element => {
  const found = () => props.typeahead.options().filter(({ choice }) => "insert" in choice).length;
  return (
    <Show when={props.typeahead.isOpen()}>
      <div class="typeahead" onPointerDown={(event) => event.preventDefault()}>
        <Show when={found() === 0}>
          <p class="typeahead-none">{props.source.none}</p>
        </Show>
        <ul id={props.typeahead.listId} role="listbox" aria-label={props.source.label}>
          <For each={props.typeahead.options()}>
            {(option, at) => <Option typeahead={props.typeahead} option={option} at={at()} />}
          </For>
        </ul>
        <p class="only-spoken" role="status">
          {found() === 0 ? props.source.none : threadWords().writing.found(found())}
        </p>
      </div>
    </Show>
  );
};
