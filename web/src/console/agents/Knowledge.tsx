import { useQueryClient } from "@tanstack/solid-query";
import FileText from "lucide-solid/icons/file-text";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Level } from "../../../../schema/contract/enums.ts";
import type { KnowledgeItem } from "../../../../schema/contract/knowledge.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { shortDay, numberOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { createKnowledge } from "./data.ts";
import { useEditor } from "./editor.ts";
import { KnowledgeTextDialog } from "./KnowledgeTextDialog.tsx";
import { usualLevel, type KnowledgePlace } from "./knowledgePlace.ts";
import { markOf } from "./publish/fieldPlace.ts";
import { PdfUpload } from "./PdfUpload.tsx";

const stateTones = { pending: "amber", ready: "ai", failed: "red" } as const;

const ItemRow = (props: { item: KnowledgeItem; onDelete(): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  return (
    <li class="knowledge-item">
      <FileText size={18} />
      <div class="knowledge-words">
        <p class="knowledge-title">{props.item.title}</p>
        <p class="small soft">
          {props.item.kind === "pdf" ? "PDF · " : ""}
          <Show when={props.item.state === "ready"}>{t().agents.knowledgeCharacters(numberOf(props.item.characters))} · </Show>
          <time datetime={props.item.createdAt}>{shortDay(props.item.createdAt)}</time>
          <Show when={props.item.failure}>{(why) => <span class="field-error"> · {why()}</span>}</Show>
        </p>
      </div>
      <LevelChip level={props.item.minLevel} />
      <Show when={props.item.state !== "ready"}>
        <Chip tone={stateTones[props.item.state]}>{t().agents.knowledgeStates[props.item.state]}</Chip>
      </Show>
      <Button
        tone="quiet"
        class="slim"
        label={t().agents.knowledgeDelete(props.item.title)}
        why={mayNot()}
        onClick={() => props.onDelete()}
      >
        <Trash size={16} />
      </Button>
    </li>
  );
};

const ConfirmDelete = (props: { item: KnowledgeItem | undefined; onClose(): void; onDone(): void }): JSX.Element => {
  const remove = createAction((item: KnowledgeItem) => call("DELETE /api/knowledge/{id}", { params: { id: item.id } }), {
    done(_none, item) {
      props.onDone();
      showToast({ text: t().agents.knowledgeDeleted(item.title) });
    },
  });
  return (
    <Dialog
      isOpen={props.item !== undefined}
      onClose={props.onClose}
      title={t().agents.knowledgeDelete(props.item?.title ?? "")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button tone="danger" isBusy={remove.isRunning()} onClick={() => props.item && void remove.run(props.item)}>
            {t().common.delete}
          </Button>
        </>
      }
    >
      <ProblemNote problem={remove.problem()} />
      <p>{t().agents.knowledgeDeleteConfirm}</p>
    </Dialog>
  );
};

interface ShelfProps extends KnowledgePlace {
  usualLevel: Level;
  title: string;
  help: string;
}

const Shelf = (props: ShelfProps): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const items = createKnowledge(props.scope, () => props.agentId);
  const [isWriting, setWriting] = createSignal(false);
  const [deleted, setDeleted] = createSignal<KnowledgeItem>();
  const refresh = () => void client.invalidateQueries({ queryKey: keys.knowledge });
  const place = { scope: props.scope, agentId: props.agentId };
  return (
    <section class={`panel ${markOf("knowledge")}`} tabindex="-1">
      <header class="panel-head">
        <h2>{props.title}</h2>
        <Button why={mayNot()} onClick={() => setWriting(true)}>
          <Plus size={18} />
          {t().agents.knowledgeAddText}
        </Button>
      </header>
      <p class="field-help">{props.help}</p>
      <PdfUpload place={place} onUploaded={refresh} />
      <ProblemNote problem={items.problem()} onRetry={() => void items.refetch()} />
      <Show when={!items.isFirstLoad()} fallback={<SkeletonRows count={2} />}>
        <Show when={items.items().length > 0} fallback={<EmptyState title={t().agents.knowledgeEmpty} />}>
          <ul class="rows">
            <For each={items.items()}>{(item) => <ItemRow item={item} onDelete={() => setDeleted(item)} />}</For>
          </ul>
        </Show>
        <Show when={items.hasMore()}>
          <Button tone="quiet" isBusy={items.isLoadingMore()} onClick={() => void items.loadMore()}>
            {t().common.loadMore}
          </Button>
        </Show>
      </Show>
      <Show when={isWriting()}>
        <KnowledgeTextDialog place={place} usualLevel={props.usualLevel} onClose={() => setWriting(false)} onSaved={refresh} />
      </Show>
      <ConfirmDelete
        item={deleted()}
        onClose={() => setDeleted(undefined)}
        onDone={() => {
          setDeleted(undefined);
          refresh();
        }}
      />
    </section>
  );
};

/** What the agent may look things up in: its own shelf, and the store it shares with the others. */
export default function Knowledge(): JSX.Element {
  const { agent, form } = useEditor();
  const levels = () => form.levels;
  return (
    <>
      <Shelf
        scope="agent"
        agentId={agent().id}
        usualLevel={usualLevel("agent", levels())}
        title={t().agents.knowledgeOwn}
        help={levels().length === 0 ? t().agents.knowledgeOwnHelpForAll : t().agents.knowledgeOwnHelp}
      />
      <Shelf
        scope="store"
        agentId={null}
        usualLevel={usualLevel("store", levels())}
        title={t().agents.knowledgeStore}
        help={t().agents.knowledgeStoreHelp}
      />
    </>
  );
}
