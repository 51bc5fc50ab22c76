import { splitProps, type JSX } from "solid-js";
import { Field, type FieldFrame } from "./Field.tsx";

type Input = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "value" | "id" | "class">;

interface TextFieldProps extends FieldFrame, Input {
  value: string;
  onInput(value: string): void;
}

const frameKeys = ["label", "help", "error", "isOptional", "class"] as const;

export const TextField = (props: TextFieldProps): JSX.Element => {
  const [frame, own, rest] = splitProps(props, frameKeys, ["value", "onInput"]);
  return (
    <Field {...frame}>
      {(ids) => (
        <input
          {...rest}
          id={ids().id}
          class="control"
          value={own.value}
          aria-invalid={frame.error ? true : undefined}
          aria-describedby={ids().describedBy}
          onInput={(event) => own.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
};

interface NumberFieldProps extends FieldFrame, Omit<Input, "type"> {
  /** Null when the field is empty. */
  value: number | null;
  onInput(value: number | null): void;
  unit?: string;
}

export const NumberField = (props: NumberFieldProps): JSX.Element => {
  const [frame, own, rest] = splitProps(props, frameKeys, ["value", "onInput", "unit"]);
  return (
    <Field {...frame}>
      {(ids) => (
        <span class="control-with-unit">
          <input
            {...rest}
            type="number"
            inputmode="decimal"
            id={ids().id}
            class="control numbers"
            value={own.value ?? ""}
            aria-invalid={frame.error ? true : undefined}
            aria-describedby={ids().describedBy}
            onInput={(event) => {
              const number = event.currentTarget.valueAsNumber;
              own.onInput(Number.isNaN(number) ? null : number);
            }}
          />
          <span class="control-unit">{own.unit}</span>
        </span>
      )}
    </Field>
  );
};

type Area = Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "value" | "id" | "class">;

interface TextAreaProps extends FieldFrame, Area {
  value: string;
  onInput(value: string): void;
}

export const TextArea = (props: TextAreaProps): JSX.Element => {
  const [frame, own, rest] = splitProps(props, frameKeys, ["value", "onInput"]);
  return (
    <Field {...frame}>
      {(ids) => (
        <textarea
          {...rest}
          id={ids().id}
          class="control area"
          aria-invalid={frame.error ? true : undefined}
          aria-describedby={ids().describedBy}
          onInput={(event) => own.onInput(event.currentTarget.value)}
          value={own.value}
        />
      )}
    </Field>
  );
};
