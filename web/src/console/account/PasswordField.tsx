import { createSignal, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { Field } from "../../ui/Field.tsx";
import "./passwordField.css";

interface PasswordFieldProps {
  label: string;
  value: string;
  onInput(value: string): void;
  autocomplete: "current-password" | "new-password" | "off";
  help?: string;
  error?: string | undefined;
}

/** A password that can be looked at while it is typed. */
export const PasswordField = (props: PasswordFieldProps): JSX.Element => {
  const [isShown, setShown] = createSignal(false);
  return (
    <Field label={props.label} help={props.help} error={props.error}>
      {(ids) => (
        <span class="password">
          <input
            id={ids().id}
            class="control"
            type={isShown() ? "text" : "password"}
            autocomplete={props.autocomplete}
            autocapitalize="none"
            spellcheck={false}
            required
            value={props.value}
            aria-invalid={props.error ? true : undefined}
            aria-describedby={ids().describedBy}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
          <button type="button" class="password-show" aria-pressed={isShown()} onClick={() => setShown(!isShown())}>
            {isShown() ? t().account.hidePassword : t().account.showPassword}
          </button>
        </span>
      )}
    </Field>
  );
};
