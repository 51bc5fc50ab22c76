import { Show, type JSX } from "solid-js";

interface FieldProps {
  name: string;
  label: string;
  autocomplete: string;
  maxLength: number;
  type?: "text" | "email" | "password";
  minLength?: number;
  inputMode?: "numeric";
  pattern?: string;
  help?: string;
}

/** A labelled, required input with its help below. Its attributes are spelled out: Solid's spread would weigh more than the form. */
export const Field = (props: FieldProps): JSX.Element => {
  const id = () => `field-${props.name}`;
  return (
    <div class="field">
      <label for={id()}>{props.label}</label>
      <input
        id={id()}
        name={props.name}
        type={props.type ?? "text"}
        required
        autocomplete={props.autocomplete}
        inputmode={props.inputMode}
        pattern={props.pattern}
        minLength={props.minLength}
        maxLength={props.maxLength}
        aria-describedby={props.help ? `${id()}-help` : undefined}
      />
      <Show when={props.help}>
        <p class="soft" id={`${id()}-help`}>
          {props.help}
        </p>
      </Show>
    </div>
  );
};
