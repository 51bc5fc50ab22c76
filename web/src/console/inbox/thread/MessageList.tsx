import "./messages.css";
import { useQueryClient } from "@tanstack/solid-query";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createEffect, createMemo, createSignal, on, onMount, Show, untrack, type JSX } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../api/action.ts";
import { problemText } from "../../../api/problemText.ts";
import { t } from "../../../i18n/text.ts";
import type { Written } from "../../../realtime/written.ts";
import { readOlder } from "../../../realtime/readThread.ts";
import type { Thread } from "../../../realtime/thread.ts";
import { Button } from "../../../ui/Button.tsx";
import { followJumps } from "./followJumps.ts";
import { followsEnd, nearEnd } from "./followsEnd.ts";
import { useSession } from "../../shell/session.ts";
import { isVisible } from "../../shell/visibility.ts";
import { wanted } from "../jump.ts";
import { createNewFrom } from "./newDivider.ts";
import { createShownItems } from "./shownItems.ts";
import { cameSince, isPrepend, threadRows, type ThreadRow } from "./threadRows.ts";
import { ThreadRowView } from "./ThreadRowView.tsx";

interface MessageListProps {
  conversation: Conversation;
  thread: Thread;
  outgoing: readonly Written[];
  /** The newest message is on screen. */
  onSeenLatest(): void;
}

const headHeight = 40;
const nearStart = 800;
const jumpPage = 100;

/** The thread itself, drawn only where it is looked at: ten thousand messages weigh as much as twenty. */
export const MessageList = (props: MessageListProps): JSX.Element => {
  const client = useQueryClient();
  const userId = useSession()()?.user.id;
  const newFrom = createNewFrom({ items: () => props.thread.items, unread: props.conversation.unreadCount, userId });
  const shown = createShownItems(() => props.thread.items, untrack(newFrom));
  const hasOlder = () => shown.hasMore() || props.thread.olderCursor !== null;
  const view = createMemo<{ rows: ThreadRow[]; shift: boolean }>(
    (before) => {
      const rows = threadRows(shown.items(), props.outgoing, newFrom(), before.rows);
      return { rows, shift: isPrepend(before.rows, rows) };
    },
    { rows: [], shift: false },
  );
  // The list asks for its data with every row it draws: made once, not ten thousand names each time.
  const rowKeys = createMemo(() => view().rows.map((row) => row.key));
  const byKey = createMemo(() => new Map(view().rows.map((row) => [row.key, row])));
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [isAtEnd, setAtEnd] = createSignal(true);
  /** The newest message when the end was last on screen. */
  const [leftAt, setLeftAt] = createSignal<string | null>(null);
  const missed = createMemo(() => (isAtEnd() ? 0 : cameSince(props.thread.items, leftAt())));
  const older = createAction(() => readOlder(client, props.conversation.id));

  const distanceToEnd = () => {
    const at = handle();
    return at ? at.scrollSize - at.scrollOffset - at.viewportSize : 0;
  };
  const toEnd = () => handle()?.scrollToIndex(view().rows.length - 1, { align: "end" });
  const leaveEnd = () => {
    if (isAtEnd()) setLeftAt(props.thread.items.at(-1)?.id ?? null);
    setAtEnd(false);
  };
  let before = 0;
  const onScroll = (offset: number) => {
    const distance = distanceToEnd();
    const follows = followsEnd({ follows: isAtEnd(), offset, before, distance });
    before = offset;
    if (!follows) leaveEnd();
    else if (distance < nearEnd) setAtEnd(true);
    else toEnd();
    if (offset >= nearStart) return;
    if (shown.hasMore()) shown.showMore();
    else if (props.thread.olderCursor !== null && !older.isRunning() && !older.problem()) void older.run(undefined);
  };

  followJumps({
    rows: () => view().rows,
    hasOlder,
    readOlder: async () => (shown.hasMore() ? shown.showMore() : readOlder(client, props.conversation.id, jumpPage)),
    show(index) {
      leaveEnd();
      requestAnimationFrame(() => handle()?.scrollToIndex(index, { align: "center" }));
    },
  });
  const hasPlace = untrack(wanted) !== null;
  onMount(() => {
    if (hasPlace) return;
    const divider = view().rows.findIndex((row) => row.kind === "new");
    if (divider > 0) leaveEnd();
    requestAnimationFrame(() => {
      if (divider > 0) handle()?.scrollToIndex(divider, { align: "start" });
      else toEnd();
      requestAnimationFrame(() => onScroll(handle()?.scrollOffset ?? 0));
    });
  });
  createEffect(
    on(
      () => view().rows.at(-1),
      (last, before) => {
        if (!last || !before || last.key === before.key) return;
        if (last.kind === "outgoing" || isAtEnd()) requestAnimationFrame(() => toEnd());
      },
    ),
  );
  const seen = () => {
    if (isAtEnd() && isVisible() && props.conversation.unreadCount > 0) props.onSeenLatest();
  };
  createEffect(seen);

  return (
    <div class="messages-frame">
      <div class="messages" tabindex="0" role="region" aria-label={t().inbox.messages}>
        <p class="messages-head">
          <Show when={older.problem()} fallback={hasOlder() ? t().inbox.older : t().inbox.beginning}>
            {(problem) => (
              <>
                {problemText(problem())}{" "}
                <Button tone="quiet" class="slim" onClick={() => void older.run(undefined)}>
                  {t().common.retry}
                </Button>
              </>
            )}
          </Show>
        </p>
        <Virtualizer
          ref={setHandle}
          data={rowKeys()}
          shift={view().shift}
          startMargin={headHeight}
          itemSize={72}
          bufferSize={600}
          onScroll={onScroll}
          onResize={() => isAtEnd() && toEnd()}
        >
          {(key) => (
            <Show when={byKey().get(key)}>
              {(row) => <ThreadRowView row={row()} contactName={props.conversation.contactName} />}
            </Show>
          )}
        </Virtualizer>
      </div>
      <Show when={!isAtEnd()}>
        <button type="button" class="jump" onClick={() => toEnd()}>
          <ChevronDown size={18} />
          {missed() > 0 ? t().inbox.jumpNew(missed()) : t().inbox.jumpToLatest}
        </button>
      </Show>
    </div>
  );
};
