import { For, splitProps, type JSX } from "solid-js";
import { Field, type FieldFrame } from "./Field.tsx";

interface SelectProps<T extends string> extends FieldFrame {
  value: T;
  options: readonly { value: T; label: string; group?: string }[];
  onChange(value: T): void;
}

/** The platform's own select: the best one on a phone, and the lightest. */
export const Select = <T extends string>(props: SelectProps<T>): JSX.Element => {
  const [frame, own] = splitProps(props, ["label", "help", "error", "isOptional", "class"]);
  const groups = () => [...new Set(own.options.map((option) => option.group ?? ""))];
  const optionsOf = (group: string) => (
    <For each={own.options.filter((option) => (option.group ?? "") === group)}>
      {(option) => (
        <option value={option.value} selected={option.value === own.value}>
          {option.label}
        </option>
      )}
    </For>
  );
  return (
    <Field {...frame}>
      {(ids) => (
        <select
          id={ids().id}
          class="control"
          aria-invalid={frame.error ? true : undefined}
          aria-describedby={ids().describedBy}
          onChange={(event) => own.onChange(event.currentTarget.value as T)}
        >
          <For each={groups()}>
            {(group) => (group ? <optgroup label={group}>{optionsOf(group)}</optgroup> : optionsOf(group))}
          </For>
        </select>
      )}
    </Field>
  );
};
