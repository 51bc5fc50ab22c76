import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { problemText } from "../../api/problemText.ts";
import { dateOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { createMerges, type Merge } from "./data.ts";

const MergeRow = (props: { merge: Merge; contactId: string; onUndo(): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const other = () => (props.merge.winnerId === props.contactId ? props.merge.loserId : props.merge.winnerId);
  return (
    <li class="merge">
      <div>
        <p>
          <A href={paths.contact(other())}>{t().contacts.mergeReasons[props.merge.reason]}</A>
        </p>
        <p class="small soft">{t().contacts.mergedOn(dateOf(props.merge.mergedAt))}</p>
      </div>
      <Show when={!props.merge.undoneAt} fallback={<span class="small soft">{t().contacts.mergeUndone}</span>}>
        <Button class="slim" why={mayNot()} onClick={() => props.onUndo()}>
          {t().contacts.mergeUndo}
        </Button>
      </Show>
    </li>
  );
};

/** Merges this contact took part in; each can be taken back. */
export const Merges = (props: { contactId: string }): JSX.Element => {
  const client = useQueryClient();
  const merges = createMerges(() => props.contactId);
  const [asked, setAsked] = createSignal<Merge>();
  const undo = createAction(
    (merge: Merge) =>
      call("POST /api/contacts/{id}/merges/{mergeId}/undo", { params: { id: props.contactId, mergeId: merge.id } }),
    {
      done() {
        setAsked(undefined);
        void client.invalidateQueries();
        showToast({ text: t().contacts.mergeUndone });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <Show when={merges.items().length > 0}>
      <section class="panel">
        <h2>{t().contacts.merges}</h2>
        <p class="field-help">{t().contacts.mergesHelp}</p>
        <ul class="rows">
          <For each={merges.items()}>
            {(merge) => <MergeRow merge={merge} contactId={props.contactId} onUndo={() => setAsked(merge)} />}
          </For>
        </ul>
        <Dialog
          isOpen={asked() !== undefined}
          onClose={() => setAsked(undefined)}
          title={t().contacts.mergeUndo}
          actions={
            <>
              <Button onClick={() => setAsked(undefined)}>{t().common.cancel}</Button>
              <Button
                tone="primary"
                isBusy={undo.isRunning()}
                onClick={() => {
                  const merge = asked();
                  if (merge) void undo.run(merge);
                }}
              >
                {t().contacts.mergeUndo}
              </Button>
            </>
          }
        >
          <p>{t().contacts.mergeUndoConfirm}</p>
        </Dialog>
      </section>
    </Show>
  );
};
