import { useQueryClient } from "@tanstack/solid-query";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { DossierEntry } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { problemText } from "../../api/problemText.ts";
import { shortDay } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { createDossier } from "./data.ts";
import { DossierEntryDialog } from "./DossierEntryDialog.tsx";

const EntryRow = (props: { entry: DossierEntry; onEdit(): void; onDelete(): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  return (
    <li class="entry">
      <div class="entry-words">
        <p class="entry-head">
          <Chip>{t().contacts.dossierKinds[props.entry.kind]}</Chip>
          <span class="entry-title">{props.entry.title}</span>
          <time class="small soft" datetime={props.entry.happenedAt}>
            {shortDay(props.entry.happenedAt)}
          </time>
        </p>
        <p class="entry-body">{props.entry.body}</p>
      </div>
      <div class="entry-actions">
        <Button
          tone="quiet"
          class="slim"
          label={`${t().common.edit}: ${props.entry.title}`}
          why={mayNot()}
          onClick={() => props.onEdit()}
        >
          <Pencil size={16} />
        </Button>
        <Button
          tone="quiet"
          class="slim"
          label={`${t().common.delete}: ${props.entry.title}`}
          why={mayNot()}
          onClick={() => props.onDelete()}
        >
          <Trash size={16} />
        </Button>
      </div>
    </li>
  );
};

/** What the consultant keeps about a client, newest first. Deleting can be taken back: the same words are written again. */
export const Dossier = (props: { contactId: string }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const dossier = createDossier(() => props.contactId);
  const [edited, setEdited] = createSignal<DossierEntry | "new">();
  const refresh = () => void client.invalidateQueries({ queryKey: keys.dossier(props.contactId) });
  const failed = (problem: Parameters<typeof problemText>[0]) => showToast({ tone: "problem", text: problemText(problem) });
  const restore = createAction(
    ({ kind, title, body, happenedAt }: DossierEntry) =>
      call("POST /api/contacts/{id}/dossier", { params: { id: props.contactId }, body: { kind, title, body, happenedAt } }),
    { done: refresh, failed },
  );
  const remove = createAction(
    (entry: DossierEntry) =>
      call("DELETE /api/contacts/{id}/dossier/{entryId}", { params: { id: props.contactId, entryId: entry.id } }),
    {
      done(_none, entry) {
        refresh();
        showToast({ text: t().contacts.dossierDeleted(entry.title), undo: () => void restore.run(entry) });
      },
      failed,
    },
  );
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{t().contacts.dossier}</h2>
        <Button why={mayNot()} onClick={() => setEdited("new")}>
          <Plus size={18} />
          {t().contacts.dossierAdd}
        </Button>
      </header>
      <p class="field-help">{t().contacts.dossierHelp}</p>
      <ProblemNote problem={dossier.problem()} onRetry={() => void dossier.refetch()} />
      <Show when={!dossier.isFirstLoad()} fallback={<SkeletonRows count={3} />}>
        <Show when={dossier.items().length > 0} fallback={<EmptyState title={t().contacts.dossierEmpty} />}>
          <ul class="rows">
            <For each={dossier.items()}>
              {(entry) => <EntryRow entry={entry} onEdit={() => setEdited(entry)} onDelete={() => void remove.run(entry)} />}
            </For>
          </ul>
        </Show>
        <Show when={dossier.hasMore()}>
          <Button tone="quiet" isBusy={dossier.isLoadingMore()} onClick={() => void dossier.loadMore()}>
            {t().common.loadMore}
          </Button>
        </Show>
      </Show>
      <Show when={edited()} keyed>
        {(entry) => (
          <DossierEntryDialog
            contactId={props.contactId}
            entry={entry === "new" ? null : entry}
            onClose={() => setEdited(undefined)}
            onSaved={refresh}
          />
        )}
      </Show>
    </section>
  );
};
