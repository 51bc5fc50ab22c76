import "./field.css";
import "./switch.css";
import { createUniqueId, Show, type JSX } from "solid-js";
import { showToast } from "./toasts.ts";

interface SwitchProps {
  label: JSX.Element;
  help?: JSX.Element;
  isOn: boolean;
  onTurn(isOn: boolean): void;
  why?: string | undefined;
  tone?: "action" | "ai";
  class?: string;
}

/** An on/off that acts at once, or with the form it stands in. */
export const Switch = (props: SwitchProps): JSX.Element => {
  const id = createUniqueId();
  return (
    <div class={`switch ${props.class ?? ""}`} classList={{ ai: props.tone === "ai" }}>
      <input
        type="checkbox"
        role="switch"
        id={id}
        class="switch-input"
        checked={props.isOn}
        aria-disabled={props.why ? true : undefined}
        aria-describedby={props.help ? `${id}-help` : undefined}
        title={props.why}
        onClick={(event) => {
          if (!props.why) return;
          event.preventDefault();
          showToast({ text: props.why });
        }}
        onChange={(event) => {
          props.onTurn(event.currentTarget.checked);
          event.currentTarget.checked = props.isOn;
        }}
      />
      <div class="switch-words">
        <label for={id}>{props.label}</label>
        <Show when={props.help}>
          <p class="field-help" id={`${id}-help`}>
            {props.help}
          </p>
        </Show>
      </div>
    </div>
  );
};
