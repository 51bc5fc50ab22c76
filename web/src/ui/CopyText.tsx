import "./copyText.css";
import Copy from "lucide-solid/icons/copy";
import type { JSX } from "solid-js";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";
import { showToast } from "./toasts.ts";

/** A text to take elsewhere: selectable, and one press away from the clipboard. */
export const CopyText = (props: { text: string; label: string }): JSX.Element => {
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    showToast({ text: t().common.copied });
  };
  return (
    <span class="copy-text">
      <code>{props.text}</code>
      <Button tone="quiet" class="slim" label={`${t().common.copy}: ${props.label}`} onClick={() => void copy()}>
        <Copy size={16} />
      </Button>
    </span>
  );
};
