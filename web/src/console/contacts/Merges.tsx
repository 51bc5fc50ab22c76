import { A } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { contactWords } from "../../i18n/contactWords.ts";
import { dateOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { useMayNot } from "../shell/session.ts";
import { createContact, createMerges, type Merge } from "./data.ts";
import { useUndoMerge } from "./merge/useUndoMerge.ts";
import { lateDialog } from "../shell/late/late.tsx";

const MergeDialog = lateDialog(() => import("./merge/MergeDialog.tsx"));

const MergeRow = (props: { merge: Merge; contactId: string; onUndo(): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  const otherId = () => (props.merge.winnerId === props.contactId ? props.merge.loserId : props.merge.winnerId);
  const other = createContact(otherId);
  return (
    <li class="merge">
      <div>
        <p>
          <A href={paths.contact(otherId())} dir="auto">
            {other.data()?.displayName ?? "…"}
          </A>
        </p>
        <p class="small soft">
          {t().contacts.mergedOn(dateOf(props.merge.mergedAt))} · {t().contacts.mergeReasons[props.merge.reason]}
        </p>
      </div>
      <Show when={!props.merge.undoneAt} fallback={<span class="small soft">{t().contacts.mergeUndone}</span>}>
        <Button class="slim" why={mayNot()} onClick={() => props.onUndo()}>
          {t().contacts.mergeUndo}
        </Button>
      </Show>
    </li>
  );
};

/** Parting two again is asked first: it moves a lot. */
const UndoQuestion = (props: { merge: Merge; contactId: string; onClose(): void }): JSX.Element => {
  const undoMerge = useUndoMerge();
  const undo = createAction(() => undoMerge(props.contactId, props.merge.id), { done: () => props.onClose() });
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={t().contacts.mergeUndo}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button tone="primary" isBusy={undo.isRunning()} onClick={() => void undo.run(undefined)}>
            {t().contacts.mergeUndo}
          </Button>
        </>
      }
    >
      <p>{t().contacts.mergeUndoConfirm}</p>
    </Dialog>
  );
};

/** Merges this contact took part in, each of which can be taken back, and the way to one more. */
export const Merges = (props: { contact: Contact }): JSX.Element => {
  const mayNot = useMayNot("write");
  const merges = createMerges(() => props.contact.id);
  const [asked, setAsked] = createSignal<Merge>();
  const [isMerging, setMerging] = createSignal(false);
  return (
    <section class="panel">
      <h2>{t().contacts.merges}</h2>
      <p class="field-help">{t().contacts.mergesHelp}</p>
      <ProblemNote problem={merges.problem()} onRetry={() => void merges.refetch()} />
      <Show when={merges.items().length > 0}>
        <ul class="rows">
          <For each={merges.items()}>
            {(merge) => <MergeRow merge={merge} contactId={props.contact.id} onUndo={() => setAsked(merge)} />}
          </For>
        </ul>
      </Show>
      <Show when={!props.contact.mergedInto}>
        <div class="form-actions">
          <Button why={mayNot()} onClick={() => setMerging(true)}>
            {contactWords().merge.start}
          </Button>
        </div>
      </Show>
      <Show when={asked()} keyed>
        {(merge) => <UndoQuestion merge={merge} contactId={props.contact.id} onClose={() => setAsked(undefined)} />}
      </Show>
      <Show when={isMerging()}>
        <MergeDialog contact={props.contact} onClose={() => setMerging(false)} />
      </Show>
    </section>
  );
};
