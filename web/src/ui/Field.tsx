import "./field.css";
import { createUniqueId, Show, type JSX } from "solid-js";
import { t } from "../i18n/text.ts";

export interface FieldFrame {
  label: string;
  help?: JSX.Element;
  /** What is wrong, in the reader's words. */
  error?: string | undefined;
  isOptional?: boolean;
  class?: string;
}

interface FieldIds {
  id: string;
  describedBy: string | undefined;
}

/** Label above, control, error beside it, help below: tied together for those who can't see that. */
export const Field = (props: FieldFrame & { children: (ids: () => FieldIds) => JSX.Element }): JSX.Element => {
  const id = createUniqueId();
  const ids = () => ({
    id,
    describedBy: [props.error ? `${id}-error` : "", props.help ? `${id}-help` : ""].filter(Boolean).join(" ") || undefined,
  });
  return (
    <div class={`field ${props.class ?? ""}`} classList={{ wrong: Boolean(props.error) }}>
      <label for={id} class="field-label">
        {props.label}
        <Show when={props.isOptional}>
          <span class="field-optional"> · {t().common.optional}</span>
        </Show>
      </label>
      {props.children(ids)}
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      </Show>
      <Show when={props.help}>
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      </Show>
    </div>
  );
};
