import { onCleanup, onMount, Show, type JSX } from "solid-js";
import { momentOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { useMayNot } from "../shell/session.ts";
import { useEditor } from "./editor.ts";

/** Appears with the first change and stays in reach; Ctrl or ⌘ with S saves too. */
export const SaveBar = (): JSX.Element => {
  const editor = useEditor();
  const mayNot = useMayNot("write");
  const listen = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.metaKey || event.ctrlKey) || !editor.isChanged()) return;
    event.preventDefault();
    if (!mayNot() && !editor.isSaving()) editor.save();
  };
  onMount(() => document.addEventListener("keydown", listen));
  onCleanup(() => document.removeEventListener("keydown", listen));
  return (
    <Show when={editor.isChanged()}>
      <div class="save-bar">
        <p>
          <Show when={editor.restoredFrom()} fallback={t().agents.unsaved}>
            {(at) => t().agents.draftRestored(momentOf(at()))}
          </Show>
        </p>
        <Button onClick={() => editor.discard()}>{t().agents.discard}</Button>
        <Button tone="primary" why={mayNot()} isBusy={editor.isSaving()} onClick={() => editor.save()}>
          {t().common.save}
        </Button>
      </div>
    </Show>
  );
};
