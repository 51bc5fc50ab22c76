import "./shares.css";
import LinkIcon from "lucide-solid/icons/link";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { AgentShare } from "../../../../../schema/contract/agentShares.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Note, ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useMayNot } from "../../shell/session.ts";
import { useEditor } from "../editor.ts";
import { createShares, useShareList } from "./data.ts";
import { ShareDialog } from "./ShareDialog.tsx";
import { ShareRow } from "./ShareRow.tsx";

/** Links to the agent's page, each with something more to say to those who come by it. */
export default function Shares(): JSX.Element {
  const { agent } = useEditor();
  const mayNot = useMayNot("write");
  const shares = createShares(() => agent().id);
  const list = useShareList(() => agent().id);
  const [edited, setEdited] = createSignal<AgentShare | "new">();
  const items = () => shares.data()?.items ?? [];
  const add = () => (
    <Button tone="primary" why={mayNot()} onClick={() => setEdited("new")}>
      <Plus size={18} />
      {agentWords().shareNew}
    </Button>
  );
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{agentWords().shares}</h2>
        <Show when={items().length > 0}>{add()}</Show>
      </header>
      <p class="field-help">{agentWords().sharesLead}</p>
      <Show when={!agent().isActive}>
        <Note>{agentWords().shareNotActive}</Note>
      </Show>
      <ProblemNote problem={shares.problem()} onRetry={() => void shares.refetch()} />
      <Show when={!shares.isFirstLoad()} fallback={<SkeletonRows count={2} />}>
        <ul class="shares">
          <For each={items()}>
            {(share) => (
              <ShareRow
                share={share}
                onChange={list.put}
                onEdit={() => setEdited(share)}
                onDeleted={() => list.remove(share.id)}
              />
            )}
          </For>
        </ul>
        <Show when={shares.data() && items().length === 0}>
          <EmptyState icon={<LinkIcon size={32} />} title={agentWords().sharesEmpty} help={agentWords().sharesEmptyHelp}>
            {add()}
          </EmptyState>
        </Show>
      </Show>
      <Show when={edited()} keyed>
        {(share) => (
          <ShareDialog
            share={share === "new" ? undefined : share}
            onClose={() => setEdited(undefined)}
            onSaved={(saved) => {
              list.put(saved);
              setEdited(undefined);
            }}
          />
        )}
      </Show>
    </section>
  );
}
