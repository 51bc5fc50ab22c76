import { A } from "@solidjs/router";
import { createEffect, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import type { Paged } from "../../api/paged.ts";
import { t } from "../../i18n/text.ts";
import { inboxFilters, paths, type InboxFilter } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ConversationRow } from "./ConversationRow.tsx";
import { HealthNote, useInboxHealth } from "./HealthNote.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { SearchResults } from "./SearchResults.tsx";

interface ConversationListProps {
  inbox: Paged<Conversation>;
  filter: InboxFilter;
  openId: string | undefined;
  /** What is searched for; empty while nothing is. */
  search: string;
  shownMessage: string | undefined;
  onSearch(words: string): void;
}

const Filters = (props: { filter: InboxFilter; openId: string | undefined }): JSX.Element => (
  <nav class="filters" aria-label={t().inbox.filtersLabel}>
    <For each={inboxFilters}>
      {(filter) => (
        <a
          href={paths.inbox(props.openId, { filter })}
          class="filter"
          noScroll
          aria-current={filter === props.filter ? "true" : undefined}
        >
          {t().inbox.filters[filter]}
        </a>
      )}
    </For>
  </nav>
);

const Nothing = (props: { filter: InboxFilter }): JSX.Element => {
  const health = useInboxHealth();
  return (
    <Show
      when={props.filter === "all"}
      fallback={
        <EmptyState title={t().inbox.nothingIn[props.filter]}>
          <A class="button" href={paths.inbox()}>
            {t().inbox.showAll}
          </A>
        </EmptyState>
      }
    >
      <EmptyState
        title={t().inbox.nothingIn.all}
        help={health()?.kind === "no_agents" ? t().inbox.emptyNextAgents : t().inbox.emptyNextShare}
      >
        <A class="button primary" href={health()?.kind === "no_agents" ? paths.newAgent() : paths.agents()}>
          {health()?.kind === "no_agents" ? t().inbox.createAgent : t().common.agents}
        </A>
      </EmptyState>
    </Show>
  );
};

/** Reads on when the end of the list comes near. */
const More = (props: { inbox: Paged<Conversation> }): JSX.Element => {
  const [end, setEnd] = createSignal<HTMLDivElement>();
  createEffect(() => {
    const element = end();
    if (!element) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void props.inbox.loadMore();
    });
    watcher.observe(element);
    onCleanup(() => watcher.disconnect());
  });
  return (
    <div class="list-more" ref={setEnd}>
      <ProblemNote problem={props.inbox.moreProblem()} />
      <Button tone="quiet" isBusy={props.inbox.isLoadingMore()} onClick={() => void props.inbox.loadMore()}>
        {t().common.loadMore}
      </Button>
    </div>
  );
};

export const ConversationList = (props: ConversationListProps): JSX.Element => (
  <section class="list" aria-label={t().inbox.listLabel}>
    <header class="list-head">
      <h2 class="list-title">{t().inbox.title}</h2>
      <SearchBox value={props.search} onSearch={props.onSearch} />
      <Show when={!props.search} fallback={<span />}>
        <Filters filter={props.filter} openId={props.openId} />
      </Show>
    </header>
    <HealthNote isEmpty={props.inbox.data()?.items.length === 0} />
    <Show when={props.search}>
      <SearchResults search={props.search} filter={props.filter} openId={props.openId} shownMessage={props.shownMessage} />
    </Show>
    <div class="list-scroll" hidden={props.search !== ""}>
      <ProblemNote problem={props.inbox.problem()} onRetry={() => void props.inbox.refetch()} />
      <Show when={!props.inbox.isFirstLoad()} fallback={<SkeletonRows count={9} />}>
        <ul>
          <For each={props.inbox.items()}>
            {(conversation) => (
              <ConversationRow conversation={conversation} filter={props.filter} isOpen={conversation.id === props.openId} />
            )}
          </For>
        </ul>
        <Show when={props.inbox.data() && props.inbox.items().length === 0}>
          <Nothing filter={props.filter} />
        </Show>
        <Show when={props.inbox.hasMore()}>
          <More inbox={props.inbox} />
        </Show>
      </Show>
    </div>
  </section>
);
