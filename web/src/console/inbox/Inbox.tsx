import "./inbox.css";
import { useNavigate, useParams, useSearchParams, type RouteSectionProps } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import MessagesSquare from "lucide-solid/icons/messages-square";
import { createEffect, on, onCleanup, Show, Suspense, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createCommands } from "../shell/commands.ts";
import { setOpenConversation } from "../shell/openConversation.ts";
import { useSession } from "../shell/session.ts";
import { createInbox } from "./data.ts";
import { ConversationList } from "./list/ConversationList.tsx";
import { useInboxView } from "./list/inboxView.ts";
import { letGo } from "./list/letGo.ts";
import { latePage } from "../shell/late/late.tsx";

const Thread = latePage(() => import("./Thread.tsx"));

export default function Inbox(_props: RouteSectionProps): JSX.Element {
  const params = useParams<{ conversationId?: string }>();
  const [query, setQuery] = useSearchParams<{ pane?: string; q?: string; message?: string }>();
  const navigate = useNavigate();
  const { view, link } = useInboxView();
  const client = useQueryClient();
  const session = useSession();
  const inbox = createInbox(view);
  const open = (id: string) => navigate(link(id), { replace: Boolean(params.conversationId) });

  createEffect(() => setOpenConversation(params.conversationId));
  createEffect(
    on(
      () => params.conversationId,
      (openId, before) => before && letGo(client, before, { openId, userId: session()?.user.id }),
    ),
  );
  onCleanup(() => setOpenConversation(undefined));

  const move = (by: number) => {
    const items = inbox.items();
    const at = items.findIndex((conversation) => conversation.id === params.conversationId);
    const next = at === -1 ? items[0] : items[at + by];
    if (next) open(next.id);
  };
  createCommands({ next: () => move(1), previous: () => move(-1) });

  return (
    <div class="inbox" classList={{ "shows-thread": Boolean(params.conversationId), "shows-context": query.pane === "context" }}>
      <h1 class="only-spoken">{t().inbox.title}</h1>
      <ConversationList
        inbox={inbox}
        view={view()}
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
            <Thread conversationId={id} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
