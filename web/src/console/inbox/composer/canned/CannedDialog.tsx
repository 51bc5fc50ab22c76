import "./canned.css";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, onMount, Show, type JSX } from "solid-js";
import type { CannedReply } from "../../../../../../schema/contract/inboxTools.ts";
import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ProblemNote } from "../../../../ui/Note.tsx";
import { SkeletonRows } from "../../../../ui/Skeleton.tsx";
import { useMayNot } from "../../../shell/session.ts";
import { createCannedReplies, createDeleteReply, createRestoreReply } from "./cannedData.ts";
import { CannedForm } from "./CannedForm.tsx";
import { editing, editReply } from "./cannedForm.ts";

const Row = (props: { reply: CannedReply; onDelete(): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  return (
    <li class="canned-row">
      <span class="canned-words">
        <span class="canned-shortcut">/{props.reply.shortcut}</span>
        <span class="canned-text" dir="auto">
          {props.reply.text}
        </span>
      </span>
      <Button
        tone="quiet"
        label={threadWords().canned.edit(props.reply.shortcut)}
        why={mayNot()}
        onClick={() => editReply(props.reply)}
      >
        <Pencil size={16} />
      </Button>
      <Button
        tone="quiet"
        label={threadWords().canned.remove(props.reply.shortcut)}
        why={mayNot()}
        onClick={() => props.onDelete()}
      >
        <Trash size={16} />
      </Button>
    </li>
  );
};

/** Where a reply stood that was just deleted: the way back stays until the dialog is closed. A toast can't be pressed above it. */
const Gone = (props: { reply: CannedReply; isBusy: boolean; onUndo(): void }): JSX.Element => {
  let row!: HTMLLIElement;
  onMount(() => row.querySelector("button")?.focus());
  return (
    <li class="canned-row" ref={row}>
      <span class="canned-words soft" role="status">
        {threadWords().canned.removed(props.reply.shortcut)}
      </span>
      <Button class="slim" isBusy={props.isBusy} onClick={() => props.onUndo()}>
        {t().common.undo}
      </Button>
    </li>
  );
};

const List = (): JSX.Element => {
  const mayNot = useMayNot("write");
  const replies = createCannedReplies(() => true);
  const [gone, setGone] = createSignal<readonly CannedReply[]>([]);
  const remove = createDeleteReply((reply) => setGone([...gone(), reply]));
  const restore = createRestoreReply(({ id }) => setGone(gone().filter((reply) => reply.id !== id)));
  const known = () => replies.data()?.items ?? [];
  const shown = () => [...known(), ...gone()].toSorted((a, b) => a.shortcut.localeCompare(b.shortcut));
  return (
    <>
      <ProblemNote problem={replies.problem()} onRetry={() => void replies.refetch()} />
      <ProblemNote problem={remove.problem() ?? restore.problem()} />
      <Show when={replies.isFirstLoad()}>
        <SkeletonRows kind="line" count={3} />
      </Show>
      <Show when={replies.data() && shown().length === 0}>
        <EmptyState title={threadWords().canned.empty} help={threadWords().canned.emptyHelp} />
      </Show>
      <ul class="rows">
        <For each={shown()}>
          {(reply) => (
            <Show when={gone().includes(reply)} fallback={<Row reply={reply} onDelete={() => void remove.run(reply)} />}>
              <Gone reply={reply} isBusy={restore.isRunning()} onUndo={() => void restore.run(reply)} />
            </Show>
          )}
        </For>
      </ul>
      <div class="canned-actions">
        <Button tone="primary" why={mayNot()} onClick={() => editReply(null)}>
          <Plus size={16} />
          {threadWords().canned.add}
        </Button>
      </div>
    </>
  );
};

/** The answers kept ready: read, added, changed, deleted with a way back. */
export default function CannedDialog(props: { onClose(): void }): JSX.Element {
  const title = () => {
    if (!editing.isOpen) return threadWords().canned.title;
    return editing.id === null ? threadWords().canned.add : threadWords().canned.edit(editing.shortcut);
  };
  return (
    <Dialog isOpen isWide onClose={() => props.onClose()} title={title()}>
      <Show when={editing.isOpen} fallback={<List />}>
        <CannedForm />
      </Show>
    </Dialog>
  );
}
