import { createSignal, type JSX } from "solid-js";
import { pastedFiles } from "./files.ts";
import { createTypeahead, type TypeaheadSource } from "./typeahead/createTypeahead.ts";
import { TypeaheadList } from "./typeahead/TypeaheadList.tsx";

interface WritingBoxProps {
  ref(element: HTMLTextAreaElement): void;
  text: string;
  onText(text: string): void;
  onSend(): void;
  /** Files pasted into the text; absent where none can go along. */
  onFiles?: (files: File[]) => void;
  label: string;
  placeholder: string;
  describedBy: string;
  isReadOnly: boolean;
  source: TypeaheadSource;
  /** What stands before and after the text. */
  before?: JSX.Element;
  after: JSX.Element;
}

/** Where something is written: Enter sends, Shift+Enter breaks the line, a sign calls up a list. */
export const WritingBox = (props: WritingBoxProps): JSX.Element => {
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const typeahead = createTypeahead({ source: () => props.source, field, write: (text) => props.onText(text) });
  const activeId = () => (typeahead.isOpen() && typeahead.active() >= 0 ? typeahead.optionId(typeahead.active()) : undefined);
  const press = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (typeahead.press(event)) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    props.onSend();
  };
  return (
    <div class="composer-box">
      <TypeaheadList typeahead={typeahead} source={props.source} />
      {props.before}
      <textarea
        ref={(element) => {
          setField(element);
          props.ref(element);
        }}
        class="composer-text"
        rows={1}
        dir="auto"
        enterkeyhint="send"
        role={typeahead.isOpen() ? "combobox" : undefined}
        aria-expanded={typeahead.isOpen() ? true : undefined}
        aria-controls={typeahead.isOpen() ? typeahead.listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={activeId()}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        readOnly={props.isReadOnly}
        value={props.text}
        onInput={(event) => {
          props.onText(event.currentTarget.value);
          typeahead.follow();
        }}
        onClick={() => typeahead.follow()}
        onKeyUp={(event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && typeahead.follow()}
        onBlur={() => typeahead.close()}
        onPaste={(event) => {
          const files = pastedFiles(event.clipboardData);
          if (files.length === 0 || !props.onFiles) return;
          event.preventDefault();
          props.onFiles(files);
        }}
        onKeyDown={press}
      />
      {props.after}
    </div>
  );
};
