import "./button.css";
import { createUniqueId, Show, splitProps, type JSX } from "solid-js";
import { showToast } from "./toasts.ts";

type Tone = "primary" | "plain" | "quiet" | "danger";

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  tone?: Tone;
  /** Why it can't be used now. The button stays reachable and says so when it is pressed. */
  why?: string | undefined;
  isBusy?: boolean;
  /** Only an icon is seen: this is its name. */
  label?: string;
}

/** A button that, when it can't be used, says why: to the pointer, to a press and to a screen reader. */
export const Button = (props: ButtonProps): JSX.Element => {
  const [own, rest] = splitProps(props, ["tone", "why", "isBusy", "label", "class", "children", "onClick", "type", "title"]);
  const whyId = createUniqueId();
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (own.why || own.isBusy) {
      event.preventDefault();
      event.stopPropagation();
      if (own.why) showToast({ text: own.why });
      return;
    }
    if (typeof own.onClick === "function") own.onClick(event);
  };
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={`button ${own.tone ?? "plain"} ${own.class ?? ""}`}
      classList={{ icon: Boolean(own.label) }}
      aria-label={own.label}
      aria-disabled={Boolean(own.why) || own.isBusy ? true : undefined}
      aria-busy={own.isBusy ? true : undefined}
      aria-describedby={own.why ? whyId : rest["aria-describedby"]}
      title={own.why ?? own.title ?? own.label}
      onClick={press}
    >
      {own.children}
      <Show when={own.why}>
        <span id={whyId} hidden>
          {own.why}
        </span>
      </Show>
    </button>
  );
};
