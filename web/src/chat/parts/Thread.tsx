import { For, Show, createMemo, type JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import { usePage } from "../page.ts";
import { spokenText } from "../markup.ts";
import { dayOf, isSameDay } from "../time.ts";
import { Bubble, DraftBubble, OutgoingBubble, PersonTyping } from "./Bubble.tsx";
import { Starters } from "./Starters.tsx";
import { stickToEnd } from "./stickToEnd.ts";
import { Icon } from "./Icon.tsx";

interface Placed {
  message: PublicMessage;
  /** The day it opens, when it is the first of one. */
  day: string | null;
  startsRun: boolean;
}

const runGapMs = 10 * 60_000;

const isSameRun = (before: PublicMessage, message: PublicMessage): boolean =>
  before.direction === message.direction &&
  before.sender === message.sender &&
  Date.parse(message.createdAt) - Date.parse(before.createdAt) < runGapMs;

/** The messages of both channels, what is on its way, and the answer being written. */
export const Thread = (props: { scroller: HTMLElement }): JSX.Element => {
  const { chat, words, language } = usePage();
  const items = createMemo(() => chat.state().thread.items);
  const placeOf = (at: number): Omit<Placed, "message"> => {
    const [before, message] = [items()[at - 1], items()[at]];
    if (message === undefined) return { day: null, startsRun: true };
    const opensDay = before === undefined || !isSameDay(before.createdAt, message.createdAt);
    return {
      day: opensDay ? dayOf(language, message.createdAt, new Date()) : null,
      startsRun: opensDay || !isSameRun(before, message),
    };
  };
  const draft = createMemo(() => {
    const { draft: written, streams, aiEnabled, typing } = chat.state();
    if (written !== null) return written.text;
    return (streams.length > 0 && aiEnabled) || typing === "ai" ? "" : null;
  });
  const end = stickToEnd(props.scroller, () => [items(), chat.state().outgoing, draft(), chat.state().typing]);
  const older = async () => {
    const below = props.scroller.scrollHeight - props.scroller.scrollTop;
    await chat.readOlder();
    props.scroller.scrollTop = props.scroller.scrollHeight - below;
  };
  return (
    <>
      <Show when={chat.state().thread.olderCursor}>
        <button type="button" class="quiet older" onClick={() => void older()}>
          {words.older}
        </button>
      </Show>
      <div class="thread" role="log" aria-live="off" aria-label={words.thread}>
        <For each={items()}>
          {(message, at) => (
            <>
              <Show when={placeOf(at()).day}>{(day) => <p class="day">{day()}</p>}</Show>
              <Bubble message={message} startsRun={placeOf(at()).startsRun} />
            </>
          )}
        </For>
        <For each={chat.state().outgoing}>{(message) => <OutgoingBubble message={message} />}</For>
        <Show when={draft() !== null}>
          <DraftBubble text={draft() ?? ""} />
        </Show>
        <Show when={chat.state().typing === "consultant"}>
          <PersonTyping />
        </Show>
      </div>
      <Show when={chat.info().isActive && chat.isRead() && items().length === 0 && chat.state().outgoing.length === 0}>
        <Starters />
      </Show>
      <p class="only-spoken" aria-live="polite">
        {spokenText(chat.state().heard?.text ?? "")}
      </p>
      <Show when={!end.isAtEnd()}>
        <button type="button" class="to-end" aria-label={words.toLatest} onClick={end.go}>
          <Icon name="down" />
        </button>
      </Show>
    </>
  );
};
