import { createEffect, For, Match, on, Show, Switch, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Paged } from "../../../api/paged.ts";
import { t } from "../../../i18n/text.ts";
import { paths, type InboxView } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { createAgents } from "../../agents/data.ts";
import { createLabels } from "../labels/data.ts";
import { ConversationRow } from "./ConversationRow.tsx";
import { createSteady } from "./createSteady.ts";
import { More } from "./More.tsx";
import { Nothing } from "./Nothing.tsx";
import { viewName } from "./viewOf.ts";

interface RowsProps {
  inbox: Paged<Conversation>;
  view: InboxView;
  openId: string | undefined;
}

/** Nothing of this list was ever read, and it could not be read now: without a network it fills by itself later. */
const Unread = (props: { inbox: Paged<Conversation> }): JSX.Element => (
  <Show
    when={props.inbox.problem()?.key === "offline"}
    fallback={<ProblemNote problem={props.inbox.problem()} onRetry={() => void props.inbox.refetch()} />}
  >
    <EmptyState title={t().inboxList.offlineTitle} help={t().inboxList.offlineHelp}>
      <Button isBusy={props.inbox.isFetching()} onClick={() => void props.inbox.refetch()}>
        {t().common.retry}
      </Button>
    </EmptyState>
  </Show>
);

/** Moving a row in the document takes the focus from it: it gets it back. */
const keepFocus = (items: () => readonly Conversation[], list: () => HTMLElement | undefined): (() => void) => {
  let focused: string | undefined;
  createEffect(
    on(items, () => {
      if (!focused || document.activeElement !== document.body) return;
      list()?.querySelector<HTMLElement>(`[data-id="${focused}"] > a`)?.focus({ preventScroll: true });
    }),
  );
  return () => {
    focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
  };
};

/** The conversations of a view, or what stands in their place. */
export const Rows = (props: RowsProps): JSX.Element => {
  const labels = createLabels();
  const agents = createAgents();
  const steady = createSteady(
    () => props.inbox.items(),
    () => viewName(props.view),
  );
  let list: HTMLUListElement | undefined;
  const noteFocus = keepFocus(steady.items, () => list);
  const showsAgent = () => agents.items().length > 1 && props.view.agentId === undefined;
  return (
    <Switch>
      <Match when={props.inbox.isFirstLoad()}>
        <SkeletonRows count={9} />
      </Match>
      <Match when={!props.inbox.data()}>
        <Unread inbox={props.inbox} />
      </Match>
      <Match when={props.inbox.data()}>
        <Show when={props.inbox.problem()?.key !== "offline"}>
          <ProblemNote problem={props.inbox.problem()} onRetry={() => void props.inbox.refetch()} />
        </Show>
        <ul
          ref={list}
          onFocusIn={noteFocus}
          onPointerMove={() => steady.hold()}
          onPointerDown={() => steady.hold()}
          onPointerLeave={(event) => event.pointerType === "mouse" && steady.release()}
        >
          <For each={steady.items()}>
            {(conversation) => (
              <ConversationRow
                conversation={conversation}
                href={paths.inbox(conversation.id, props.view)}
                isOpen={conversation.id === props.openId}
                labels={labels.of(conversation.labelIds)}
                showsAgent={showsAgent()}
              />
            )}
          </For>
        </ul>
        <Show when={steady.items().length === 0}>
          <Nothing view={props.view} />
        </Show>
        <Show when={props.inbox.hasMore()}>
          <More inbox={props.inbox} />
        </Show>
      </Match>
    </Switch>
  );
};
