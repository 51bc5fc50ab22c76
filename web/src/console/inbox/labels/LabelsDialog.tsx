import { useQueryClient } from "@tanstack/solid-query";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { ConfirmByName } from "../../../ui/ConfirmByName.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";
import { createLabels } from "./data.ts";
import { LabelChip } from "./LabelChip.tsx";
import { LabelDialog } from "./LabelDialog.tsx";

type Doing = { what: "new" } | { what: "edit" | "delete"; label: Label };

const Delete = (props: { label: Label; onClose(): void }): JSX.Element => {
  const client = useQueryClient();
  const remove = createAction(() => call("DELETE /api/labels/{id}", { params: { id: props.label.id } }), {
    done() {
      client.setQueryData<{ items: Label[] }>(keys.labels, (known) => ({
        items: (known?.items ?? []).filter(({ id }) => id !== props.label.id),
      }));
      for (const queryKey of [keys.labels, keys.conversations]) void client.invalidateQueries({ queryKey });
      showToast({ text: headWords().labelDeleted(props.label.name) });
      props.onClose();
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <ConfirmByName
      isOpen
      onClose={props.onClose}
      onConfirm={() => void remove.run(undefined)}
      title={headWords().labelDeleteTitle}
      consequence={headWords().labelDeleteHelp}
      name={props.label.name}
      isBusy={remove.isRunning()}
    />
  );
};

/** The business's labels: make, rename, recolour, delete. */
export default function LabelsDialog(props: { onClose(): void }): JSX.Element {
  const labels = createLabels();
  const mayNot = useMayNot("write");
  const [doing, setDoing] = createSignal<Doing | null>(null);
  const stop = () => setDoing(null);
  const concerned = () => {
    const now = doing();
    return now && now.what !== "new" ? now.label : undefined;
  };
  return (
    <>
      <Dialog
        isOpen
        onClose={props.onClose}
        title={headWords().labels}
        actions={
          <Button tone="primary" why={mayNot()} onClick={() => setDoing({ what: "new" })}>
            <Plus size={18} />
            {headWords().labelNew.replace("…", "")}
          </Button>
        }
      >
        <ProblemNote problem={labels.problem()} onRetry={() => void labels.refetch()} />
        <ul class="label-list">
          <For each={labels.items()} fallback={<li class="soft">{headWords().labelNoneYet}</li>}>
            {(label) => (
              <li>
                <LabelChip label={label} />
                <Button
                  tone="quiet"
                  class="slim"
                  why={mayNot()}
                  label={headWords().labelEdit(label.name)}
                  onClick={() => setDoing({ what: "edit", label })}
                >
                  <Pencil size={16} />
                </Button>
                <Button
                  tone="quiet"
                  class="slim"
                  why={mayNot()}
                  label={headWords().labelDelete(label.name)}
                  onClick={() => setDoing({ what: "delete", label })}
                >
                  <Trash size={16} />
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Dialog>
      <Show when={doing()?.what === "new" || doing()?.what === "edit"}>
        <LabelDialog label={concerned()} count={labels.items().length} onClose={stop} onDone={stop} />
      </Show>
      <Show when={doing()?.what === "delete" && concerned()}>{(label) => <Delete label={label()} onClose={stop} />}</Show>
    </>
  );
}
