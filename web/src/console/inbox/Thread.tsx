import "./thread.css";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, lazy, Match, onCleanup, Show, Suspense, Switch, type JSX } from "solid-js";
import { call } from "../../api/client.ts";
import { t } from "../../i18n/text.ts";
import { paths, type InboxFilter } from "../../paths.ts";
import { applyConversation } from "../../realtime/apply.ts";
import { stillOutgoing } from "../../realtime/outgoing.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { stopDeck } from "../../ui/audioDeck.ts";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { useLive } from "../shell/live.ts";
import { useMayNot } from "../shell/session.ts";
import { createKeys } from "../shell/shortcuts.ts";
import { Composer } from "./composer/Composer.tsx";
import { composerMode } from "./composer/composerMode.ts";
import { DropVeil } from "./composer/DropVeil.tsx";
import { takeFiles } from "./composer/files.ts";
import { createConversation, createThread, useListed } from "./data.ts";
import { isContextHidden, isWide, setContextHidden } from "./contextPane.ts";
import { jumpTo, letJumpGo } from "./jump.ts";
import { OpenedPicture } from "./media/OpenedPicture.tsx";
import { setOpenedPicture } from "./media/openedPicture.ts";
import { MessageList } from "./MessageList.tsx";
import { now } from "./now.ts";
import { ThreadHead } from "./ThreadHead.tsx";
import { TypingLine } from "./TypingLine.tsx";

const ContextPanel = lazy(() => import("./ContextPanel.tsx"));

export default function Thread(props: { conversationId: string; filter: InboxFilter }): JSX.Element {
  const id = () => props.conversationId;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [query] = useSearchParams<{ pane?: string; message?: string }>();
  const { sender } = useLive();
  const listed = useListed();
  const read = createConversation(id);
  const thread = createThread(id);
  const conversation = createMemo(() => read.data() ?? listed(id()));
  const outgoing = createMemo(() => stillOutgoing(sender.outgoing(id()), thread.data()?.items ?? []));

  createEffect(() => {
    const movedTo = conversation()?.movedTo;
    if (movedTo) navigate(paths.inbox(movedTo, { filter: props.filter }), { replace: true });
  });

  let isMarking = false;
  const markRead = async () => {
    if (isMarking || !conversation()?.unreadCount || document.visibilityState !== "visible") return;
    isMarking = true;
    try {
      applyConversation(client, await call("PATCH /api/conversations/{id}/mark-read", { params: { id: id() } }), id());
    } catch {
      // Read again with the next message; nothing is lost by a count that stays.
    } finally {
      isMarking = false;
    }
  };

  const toggleContext = () => {
    if (isWide()) setContextHidden(!isContextHidden());
    else navigate(paths.inbox(id(), { filter: props.filter, pane: query.pane ? undefined : "context" }));
  };
  let composer: HTMLElement | undefined;
  createKeys({ r: () => composer?.focus(), c: toggleContext });
  const [section, setSection] = createSignal<HTMLElement>();
  const mayNot = useMayNot("write");
  const drop = (files: FileList) => {
    const shown = conversation();
    if (!shown || mayNot() || composerMode(shown, thread.data()?.items ?? [], now()).kind !== "free") return;
    takeFiles(id(), files, shown.lastMessage?.channel ?? "web");
    composer?.focus();
  };
  const isStopped = () => {
    const [shown, held] = [conversation(), thread.data()];
    return shown !== undefined && held !== undefined && composerMode(shown, held.items, now()).kind === "stopped";
  };
  createEffect(() => query.message && jumpTo(query.message));
  onCleanup(() => {
    letJumpGo();
    setOpenedPicture(null);
    stopDeck();
  });

  const isGone = () => read.problem()?.key === "not_found";
  return (
    <>
      <section class="thread" ref={setSection} aria-label={t().inbox.threadLabel(conversation()?.contactName ?? "…")}>
        <Switch fallback={<SkeletonRows kind="bubble" count={5} />}>
          <Match when={isGone()}>
            <EmptyState title={t().inbox.goneTitle} help={t().inbox.goneHelp}>
              <a class="button" href={paths.inbox()}>
                {t().common.goToInbox}
              </a>
            </EmptyState>
          </Match>
          <Match when={conversation()}>
            {(shown) => (
              <>
                <ThreadHead conversation={shown()} filter={props.filter} isStopped={isStopped()} onContext={toggleContext} />
                <ProblemNote problem={thread.problem() ?? read.problem()} onRetry={() => void thread.refetch()} />
                <Show when={thread.data()} fallback={<SkeletonRows kind="bubble" count={5} />}>
                  {(held) => (
                    <MessageList
                      conversation={shown()}
                      thread={held()}
                      outgoing={outgoing()}
                      onSeenLatest={() => void markRead()}
                    />
                  )}
                </Show>
                <TypingLine conversation={shown()} />
                <Composer
                  ref={(element) => (composer = element)}
                  conversation={shown()}
                  items={thread.data()?.items ?? []}
                  onSend={(draft) => sender.send(id(), draft)}
                />
                <Show when={section()}>{(target) => <DropVeil target={target()} onDrop={drop} />}</Show>
                <OpenedPicture conversationId={id()} items={thread.data()?.items ?? []} />
              </>
            )}
          </Match>
        </Switch>
      </section>
      <Show when={conversation() && (isWide() ? !isContextHidden() : query.pane === "context") && conversation()}>
        {(shown) => (
          <Suspense fallback={<SkeletonRows count={4} />}>
            <ContextPanel conversation={shown()} backHref={paths.inbox(id(), { filter: props.filter })} />
          </Suspense>
        )}
      </Show>
    </>
  );
}
