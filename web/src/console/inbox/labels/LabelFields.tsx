import { createUniqueId, For, type JSX } from "solid-js";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { TextField } from "../../../ui/TextField.tsx";
import { LabelDot } from "./LabelChip.tsx";

export interface LabelForm {
  name: string;
  color: Label["color"];
}

/** Beside each other as they are drawn; the names are the contract's (`labelColors`). */
export const colors: readonly Label["color"][] = ["cyan", "teal", "purple", "navy", "red", "amber", "grey"];

/** Name and colour of a label. */
export const LabelFields = (props: {
  value: LabelForm;
  error: string | undefined;
  onChange(value: LabelForm): void;
}): JSX.Element => {
  const group = createUniqueId();
  return (
    <>
      <TextField
        label={headWords().labelName}
        required
        autofocus
        maxlength={40}
        autocomplete="off"
        value={props.value.name}
        error={props.error}
        onInput={(name) => props.onChange({ ...props.value, name })}
      />
      <fieldset>
        <legend class="field-legend">{headWords().labelColor}</legend>
        <div class="choices">
          <For each={colors}>
            {(color) => (
              <label class="choice">
                <input
                  type="radio"
                  name={group}
                  checked={props.value.color === color}
                  onChange={() => props.onChange({ ...props.value, color })}
                />
                <LabelDot color={color} />
                {headWords().labelColors[color]}
              </label>
            )}
          </For>
        </div>
      </fieldset>
    </>
  );
};
