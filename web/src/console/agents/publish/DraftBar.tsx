import { createSignal, Match, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { problemText } from "../../../api/problemText.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { momentOf } from "../../../i18n/format.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { useMayNot, useSession } from "../../shell/session.ts";
import { useEditor } from "../editor.ts";
import { lateDialog } from "../../shell/late/late.tsx";

const PublishDialog = lateDialog(() => import("./PublishDialog.tsx"));

/** Where what was typed is, in words. */
export const KeptWords = (): JSX.Element => {
  const editor = useEditor();
  const session = useSession();
  const mayNot = useMayNot("write");
  const kept = () => {
    const draft = editor.draft();
    if (!draft) return agentWords().kept;
    const isOthers = draft.by !== null && draft.by.id !== session()?.user.id;
    return isOthers ? agentWords().draftOf(draft.by?.name ?? "", momentOf(draft.at)) : agentWords().keptAt(momentOf(draft.at));
  };
  const failure = () => {
    const state = editor.keepState();
    return state.kind === "failed" ? state.problem : undefined;
  };
  return (
    <span class="kept-words" aria-live="polite">
      <Switch fallback={kept()}>
        <Match when={mayNot()}>{(why) => why()}</Match>
        <Match when={editor.mustChoose()}>
          <span class="field-error">{agentWords().mustChoose}</span>
          <Button tone="quiet" class="slim" onClick={editor.reopenConflict}>
            {agentWords().compare}
          </Button>
        </Match>
        <Match when={failure()}>{(problem) => <span class="field-error">{problemText(problem())}</span>}</Match>
        <Match when={editor.keepState().kind === "offline"}>{agentWords().offline}</Match>
        <Match when={editor.keepState().kind === "sending"}>{agentWords().sending}</Match>
        <Match when={editor.keepState().kind === "waiting"}>{agentWords().waiting}</Match>
      </Switch>
    </span>
  );
};

/** Stays in reach while there is something that is not published; Ctrl or ⌘ with S keeps it at once. */
export const DraftBar = (): JSX.Element => {
  const editor = useEditor();
  const mayNot = useMayNot("write");
  const [isPublishing, setPublishing] = createSignal(false);
  const listen = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void editor.keepNow();
  };
  onMount(() => document.addEventListener("keydown", listen));
  onCleanup(() => document.removeEventListener("keydown", listen));
  return (
    <>
      <Show when={editor.isChanged()}>
        <div class="draft-bar" role="region" aria-label={agentWords().draft}>
          <p class="draft-words">
            <Chip tone="amber">{agentWords().draft}</Chip>
            <KeptWords />
          </p>
          <Button why={mayNot()} onClick={() => editor.discard()}>
            {agentWords().discard}
          </Button>
          <Button tone="primary" why={mayNot()} onClick={() => setPublishing(true)}>
            {agentWords().publish}
          </Button>
        </div>
      </Show>
      <Show when={isPublishing()}>
        <PublishDialog onClose={() => setPublishing(false)} />
      </Show>
    </>
  );
};
