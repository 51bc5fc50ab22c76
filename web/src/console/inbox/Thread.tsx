import "./thread.css";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, Match, onCleanup, Show, Suspense, Switch, type JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { call } from "../../api/client.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { applyConversation } from "../../realtime/apply.ts";
import { stillOutgoing } from "../../realtime/outgoing.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { stopDeck } from "../../ui/audioDeck.ts";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createCommands } from "../shell/commands.ts";
import { useLive } from "../shell/live.ts";
import { useMayNot } from "../shell/session.ts";
import { isVisible } from "../shell/visibility.ts";
import { Composer } from "./composer/Composer.tsx";
import { composerMode } from "./composer/composerMode.ts";
import { channelOf, createFirstChannel } from "./composer/firstChannel.ts";
import { DropVeil } from "./composer/DropVeil.tsx";
import { takeFiles } from "./composer/files.ts";
import { setWriting, type Writing } from "./composer/writing.ts";
import { createConversation, createThread, useListed } from "./data.ts";
import { isContextHidden, isWide, setContextHidden } from "./contextPane.ts";
import { jumpTo, letJumpGo } from "./jump.ts";
import { useInboxView } from "./list/inboxView.ts";
import { markInTurn } from "./markInTurn.ts";
import { OpenedPicture } from "./media/OpenedPicture.tsx";
import { setOpenedPicture } from "./media/openedPicture.ts";
import { MessageList } from "./thread/MessageList.tsx";
import { createReadMarks } from "./thread/readMarks.ts";
import { now } from "./now.ts";
import { ThreadHead } from "./head/ThreadHead.tsx";
import { TypingLine } from "./thread/TypingLine.tsx";
import { latePage } from "../shell/late/late.tsx";

const ContextPanel = latePage(() => import("./context/ContextPanel.tsx"));

export default function Thread(props: { conversationId: string }): JSX.Element {
  const id = () => props.conversationId;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [query] = useSearchParams<{ pane?: string; message?: string }>();
  const { link } = useInboxView();
  const { sender } = useLive();
  const listed = useListed();
  const read = createConversation(id);
  const thread = createThread(id);
  const conversation = createMemo(() => read.data() ?? listed(id()));
  const items = createMemo(() => thread.data()?.items ?? []);
  const first = createFirstChannel(conversation);
  const mode = (shown: Conversation) => composerMode(shown, items(), now(), first());
  const outgoing = createMemo(() => stillOutgoing(sender.outgoing(id()), items()));

  createEffect(() => {
    const movedTo = conversation()?.movedTo;
    if (movedTo) navigate(link(movedTo), { replace: true });
  });

  const seenLatest = createReadMarks({
    unread: () => conversation()?.unreadCount ?? 0,
    newestId: () => items().at(-1)?.id ?? null,
    isFresh: () => read.data() !== undefined && !read.isFetching(),
    isVisible,
    async mark() {
      const read = id();
      const marked = await markInTurn(read, () => call("PATCH /api/conversations/{id}/mark-read", { params: { id: read } }));
      applyConversation(client, marked, id());
    },
  });

  const toggleContext = () => {
    if (isWide()) setContextHidden(!isContextHidden());
    else navigate(link(id(), { pane: query.pane ? undefined : "context" }));
  };
  let composer: HTMLElement | undefined;
  const writeIn = (writing: Writing) => {
    setWriting(id(), writing);
    queueMicrotask(() => composer?.focus());
  };
  createCommands({ reply: () => writeIn("message"), note: () => writeIn("note"), context: toggleContext });
  const [section, setSection] = createSignal<HTMLElement>();
  const mayNot = useMayNot("write");
  const drop = (files: FileList) => {
    const shown = conversation();
    if (!shown || mayNot() || mode(shown).kind !== "free") return;
    takeFiles(id(), files, channelOf(shown, first()));
    writeIn("message");
  };
  const isStopped = () => {
    const shown = conversation();
    return shown !== undefined && thread.data() !== undefined && mode(shown).kind === "stopped";
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
          <Match when={!conversation() && read.problem()}>
            {(problem) => <ProblemNote problem={problem()} onRetry={() => void read.refetch()} />}
          </Match>
          <Match when={conversation()}>
            {(shown) => (
              <>
                <ThreadHead conversation={shown()} isStopped={isStopped()} onContext={toggleContext} />
                <ProblemNote problem={thread.problem() ?? read.problem()} onRetry={() => void thread.refetch()} />
                <Show when={thread.data()} fallback={thread.isFirstLoad() && <SkeletonRows kind="bubble" count={5} />}>
                  {(held) => (
                    <MessageList conversation={shown()} thread={held()} outgoing={outgoing()} onSeenLatest={seenLatest} />
                  )}
                </Show>
                <TypingLine conversation={shown()} />
                <Composer
                  ref={(element) => (composer = element)}
                  conversation={shown()}
                  items={items()}
                  first={first()}
                  onSend={(draft) => sender.send(id(), draft)}
                />
                <Show when={section()}>{(target) => <DropVeil target={target()} onDrop={drop} />}</Show>
                <OpenedPicture conversationId={id()} items={items()} />
              </>
            )}
          </Match>
        </Switch>
      </section>
      <Show when={conversation() && (isWide() ? !isContextHidden() : query.pane === "context") && conversation()}>
        {(shown) => (
          <Suspense fallback={<SkeletonRows count={4} />}>
            <ContextPanel conversation={shown()} backHref={link(id())} />
          </Suspense>
        )}
      </Show>
    </>
  );
}
