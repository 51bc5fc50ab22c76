import "./inbox.css";
import { useNavigate, useParams, useSearchParams, type RouteSectionProps } from "@solidjs/router";
import MessagesSquare from "lucide-solid/icons/messages-square";
import { createEffect, createMemo, lazy, onCleanup, Show, Suspense, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { inboxFilters, paths, type InboxFilter } from "../../paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { setOpenConversation } from "../shell/openConversation.ts";
import { createKeys } from "../shell/shortcuts.ts";
import { ConversationList } from "./ConversationList.tsx";
import { createInbox } from "./data.ts";

const Thread = lazy(() => import("./Thread.tsx"));

const isFilter = (value: string | undefined): value is InboxFilter => inboxFilters.some((known) => known === value);

export default function Inbox(_props: RouteSectionProps): JSX.Element {
  const params = useParams<{ conversationId?: string }>();
  const [query, setQuery] = useSearchParams<{ filter?: string; pane?: string; q?: string; message?: string }>();
  const navigate = useNavigate();
  const filter = createMemo<InboxFilter>(() => (isFilter(query.filter) ? query.filter : "all"));
  const inbox = createInbox(filter);
  const open = (id: string) => navigate(paths.inbox(id, { filter: filter() }), { replace: Boolean(params.conversationId) });

  createEffect(() => setOpenConversation(params.conversationId));
  onCleanup(() => setOpenConversation(undefined));

  const move = (by: number) => {
    const items = inbox.items();
    const at = items.findIndex((conversation) => conversation.id === params.conversationId);
    const next = at === -1 ? items[0] : items[at + by];
    if (next) open(next.id);
  };
  createKeys({ j: () => move(1), k: () => move(-1) });

  return (
    <div class="inbox" classList={{ "shows-thread": Boolean(params.conversationId), "shows-context": query.pane === "context" }}>
      <h1 class="only-spoken">{t().inbox.title}</h1>
      <ConversationList
        inbox={inbox}
        filter={filter()}
        openId={params.conversationId}
        search={query.q ?? ""}
        shownMessage={query.message}
        onSearch={(words) => setQuery({ q: words || undefined }, { replace: true })}
      />
      <Show
        when={params.conversationId}
        keyed
        fallback={
          <section class="inbox-nothing">
            <Show when={inbox.items().length > 0}>
              <EmptyState icon={<MessagesSquare size={40} />} title={t().inbox.pickTitle} help={t().inbox.pickHelp} />
            </Show>
          </section>
        }
      >
        {(id) => (
          <Suspense fallback={<SkeletonRows kind="bubble" count={4} />}>
            <Thread conversationId={id} filter={filter()} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
