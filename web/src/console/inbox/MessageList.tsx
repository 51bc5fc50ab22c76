import { useQueryClient } from "@tanstack/solid-query";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, untrack, type JSX } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { createAction } from "../../api/action.ts";
import { problemText } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import type { Written } from "../../realtime/written.ts";
import { readOlder } from "../../realtime/readThread.ts";
import type { Thread } from "../../realtime/thread.ts";
import { Button } from "../../ui/Button.tsx";
import { followJumps } from "./followJumps.ts";
import { wanted } from "./jump.ts";
import { firstUnreadId, isPrepend, threadRows, type ThreadRow } from "./threadRows.ts";
import { ThreadRowView } from "./ThreadRowView.tsx";

interface MessageListProps {
  conversation: Conversation;
  thread: Thread;
  outgoing: readonly Written[];
  /** The newest message is on screen. */
  onSeenLatest(): void;
}

const headHeight = 40;
const nearEnd = 120;
const nearStart = 800;
const jumpPage = 100;

/** The thread itself, drawn only where it is looked at: ten thousand messages weigh as much as twenty. */
export const MessageList = (props: MessageListProps): JSX.Element => {
  const client = useQueryClient();
  const newFrom = firstUnreadId(props.thread.items, props.conversation.unreadCount);
  const view = createMemo<{ rows: ThreadRow[]; shift: boolean }>(
    (before) => {
      const rows = threadRows(props.thread.items, props.outgoing, newFrom, before.rows);
      return { rows, shift: isPrepend(before.rows, rows) };
    },
    { rows: [], shift: false },
  );
  const byKey = createMemo(() => new Map(view().rows.map((row) => [row.key, row])));
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [isAtEnd, setAtEnd] = createSignal(true);
  const [missed, setMissed] = createSignal(0);
  const older = createAction(() => readOlder(client, props.conversation.id));

  const distanceToEnd = () => {
    const at = handle();
    return at ? at.scrollSize - at.scrollOffset - at.viewportSize : 0;
  };
  const toEnd = () => handle()?.scrollToIndex(view().rows.length - 1, { align: "end" });
  const onScroll = (offset: number) => {
    const atEnd = distanceToEnd() < nearEnd;
    setAtEnd(atEnd);
    if (atEnd) setMissed(0);
    if (offset < nearStart && props.thread.olderCursor !== null && !older.isRunning() && !older.problem())
      void older.run(undefined);
  };

  followJumps({
    rows: () => view().rows,
    hasOlder: () => props.thread.olderCursor !== null,
    readOlder: () => readOlder(client, props.conversation.id, jumpPage),
    show(index) {
      setAtEnd(false);
      requestAnimationFrame(() => handle()?.scrollToIndex(index, { align: "center" }));
    },
  });
  const hasPlace = untrack(wanted) !== null;
  onMount(() => {
    if (hasPlace) return;
    const divider = view().rows.findIndex((row) => row.kind === "new");
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
        else if (last.kind === "message" && last.message.direction === "inbound") setMissed((count) => count + 1);
      },
    ),
  );
  const seen = () => {
    if (isAtEnd() && props.conversation.unreadCount > 0) props.onSeenLatest();
  };
  createEffect(seen);
  document.addEventListener("visibilitychange", seen);
  onCleanup(() => document.removeEventListener("visibilitychange", seen));

  return (
    <div class="messages-frame">
      <div class="messages" tabindex="0" role="region" aria-label={t().inbox.messages}>
        <p class="messages-head">
          <Show when={older.problem()} fallback={props.thread.olderCursor === null ? t().inbox.beginning : t().inbox.older}>
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
          data={view().rows.map((row) => row.key)}
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
