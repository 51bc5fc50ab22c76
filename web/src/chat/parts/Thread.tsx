import { For, Show, createMemo, type Accessor, type JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import { usePage } from "../page.ts";
import { spokenText } from "../markup.ts";
import { dayOf, isSameDay } from "../time.ts";
import { Bubble, DraftBubble, OutgoingBubble, PersonTyping } from "./Bubble.tsx";
import { CodeNote, codeIn } from "./CodeNote.tsx";
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

interface Keyed<T> {
  ids: string[];
  get(id: string): T | undefined;
}

const keyed = <T,>(items: readonly T[], idOf: (item: T) => string): Keyed<T> => {
  const found = new Map(items.map((item) => [idOf(item), item]));
  return { ids: [...found.keys()], get: (id) => found.get(id) };
};

/** The newest version of a row; its last one while the row is taken away. */
const latest = <T,>(rows: Accessor<Keyed<T>>, id: string): Accessor<T> =>
  createMemo<T>((before) => rows().get(id) ?? before, rows().get(id) as T);

/** The messages of both channels, what is on its way, and the answer being written. */
export const Thread = (props: { scroller: HTMLElement }): JSX.Element => {
  const { chat, words, language } = usePage();
  const items = createMemo(() => chat.state().thread.items);
  // Rows by id: a message that has changed is the same row, and what plays in it goes on.
  const byId = createMemo(() => keyed(items(), ({ id }) => id));
  const outgoing = createMemo(() => keyed(chat.state().outgoing, ({ clientMessageId }) => clientMessageId));
  const placeOf = (at: number): Omit<Placed, "message"> => {
    const [before, message] = [items()[at - 1], items()[at]];
    if (message === undefined) return { day: null, startsRun: true };
    const opensDay = before === undefined || !isSameDay(before.createdAt, message.createdAt);
    return {
      day: opensDay ? dayOf(language, message.createdAt, new Date()) : null,
      startsRun: opensDay || codeIn(before) !== null || !isSameRun(before, message),
    };
  };
  const draft = createMemo(() => {
    const { draft: written, streams, aiEnabled, typing } = chat.state();
    if (written !== null) return written.text;
    return (streams.length > 0 && aiEnabled) || typing === "ai" ? "" : null;
  });
  const heard = () => {
    const { heard: message } = chat.state();
    if (message === null) return "";
    const code = codeIn(message);
    if (code !== null) return words.codes[code];
    return [...message.media.map(({ name }) => `${words.file}: ${name}`), spokenText(message.text)].join("\n");
  };
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
        <For each={byId().ids}>
          {(id, at) => {
            const message = latest(byId, id);
            return (
              <>
                <Show when={placeOf(at()).day}>{(day) => <p class="day">{day()}</p>}</Show>
                <Show when={codeIn(message())} fallback={<Bubble message={message()} startsRun={placeOf(at()).startsRun} />}>
                  {(code) => <CodeNote message={message()} code={code()} />}
                </Show>
              </>
            );
          }}
        </For>
        <For each={outgoing().ids}>
          {(id) => {
            const message = latest(outgoing, id);
            return <OutgoingBubble message={message()} />;
          }}
        </For>
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
        {heard()}
      </p>
      <Show when={!end.isAtEnd()}>
        <button type="button" class="to-end" aria-label={words.toLatest} onClick={end.go}>
          <Icon name="down" />
        </button>
      </Show>
    </>
  );
};
