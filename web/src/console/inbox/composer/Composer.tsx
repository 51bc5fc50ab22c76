import "./composer.css";
import { createMemo, createSignal, Match, Show, Suspense, Switch, type JSX } from "solid-js";
import type { Conversation, Message } from "../../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import type { Draft } from "../../../realtime/written.ts";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useSession } from "../../shell/session.ts";
import { draftOf } from "../drafts.ts";
import { now } from "../now.ts";
import { createSuggestion } from "./assist/suggestion.ts";
import { SuggestionCard } from "./assist/SuggestionCard.tsx";
import { createSummary } from "./assist/summary.ts";
import { SummaryCard } from "./assist/SummaryCard.tsx";
import { composerMode, type ComposerMode } from "./composerMode.ts";
import { ComposerTop } from "./ComposerTop.tsx";
import { channelOf } from "./firstChannel.ts";
import { MessageComposer } from "./MessageComposer.tsx";
import { NoteComposer } from "./note/NoteComposer.tsx";
import { BlockedNote, ClosedNote, ReplyOnlyNote, StopNote, WindowNote } from "./Notes.tsx";
import { setWriting, writingIn, type Writing } from "./writing.ts";
import { lateSection } from "../../shell/late/late.tsx";

const TemplatePicker = lateSection(() => import("./TemplatePicker.tsx"));

interface ComposerProps {
  conversation: Conversation;
  /** What is held of the thread. */
  items: readonly Message[];
  /** Where the first message would go, while nothing was said yet. */
  first: Channel | null;
  onSend(draft: Draft): void;
  /** Given what writing starts in: the text, or the search for a template. */
  ref(element: HTMLElement): void;
}

const only = <K extends ComposerMode["kind"]>(mode: ComposerMode, kind: K) =>
  mode.kind === kind ? (mode as Extract<ComposerMode, { kind: K }>) : undefined;

/** The newest message that customer or model know of. */
const newestTold = (items: readonly Message[]): string | null =>
  items.findLast(({ kind }) => kind !== "note" && kind !== "topic")?.id ?? null;

/** Messages to the customer: freely, with approved templates once WhatsApp's window is closed, not at all after a STOP. */
const ToCustomer = (props: ComposerProps & { mode: ComposerMode; onFocus(): void }): JSX.Element => {
  const [isPicking, setPicking] = createSignal(false);
  const backToText = () => {
    setPicking(false);
    props.onFocus();
  };
  const picker = (onClose?: () => void) => (
    <Suspense fallback={<SkeletonRows kind="line" count={3} />}>
      <TemplatePicker
        conversation={props.conversation}
        ref={props.ref}
        onClose={onClose}
        onSend={(draft) => {
          props.onSend(draft);
          onClose?.();
        }}
      />
    </Suspense>
  );
  return (
    <Switch>
      <Match when={props.mode.kind === "blocked"}>
        <BlockedNote name={props.conversation.contactName} />
      </Match>
      <Match when={only(props.mode, "stopped")}>
        {(stopped) => <StopNote name={props.conversation.contactName} stoppedAt={stopped().stoppedAt} />}
      </Match>
      <Match when={only(props.mode, "templates")}>
        {(closed) => (
          <>
            <ClosedNote
              name={props.conversation.contactName}
              hasOpened={closed().hasOpened}
              hasDraft={draftOf(props.conversation.id) !== ""}
            />
            {picker()}
          </>
        )}
      </Match>
      <Match when={only(props.mode, "free")}>
        {(free) => (
          <>
            <WindowNote window={free().window} />
            <Show when={free().isReplyOnly}>
              <ReplyOnlyNote name={props.conversation.contactName} />
            </Show>
            <Show when={!isPicking()} fallback={picker(backToText)}>
              <MessageComposer
                ref={props.ref}
                conversation={props.conversation}
                channel={channelOf(props.conversation, props.first)}
                onSend={props.onSend}
                onTemplate={free().window.kind === "free" || free().isReplyOnly ? undefined : () => setPicking(true)}
              />
            </Show>
          </>
        )}
      </Match>
    </Switch>
  );
};

/** Where the consultant writes: to the customer, or a note for colleagues, whatever the customer may be sent. */
export const Composer = (props: ComposerProps): JSX.Element => {
  const session = useSession();
  const mode = createMemo(() => composerMode(props.conversation, props.items, now(), props.first));
  const writing = () => writingIn(props.conversation.id);
  let field: HTMLElement | undefined;
  const ref = (element: HTMLElement) => {
    field = element;
    props.ref(element);
  };
  const focus = () => queueMicrotask(() => field?.focus());
  const turn = (next: Writing) => {
    setWriting(props.conversation.id, next);
    focus();
  };
  const suggestion = createSuggestion(() => props.conversation.id, focus);
  const summary = createSummary(
    () => props.conversation,
    () => session()?.user.name,
  );
  return (
    <div class="composer">
      <SummaryCard desk={summary} newestId={newestTold(props.items)} />
      <SuggestionCard desk={suggestion} />
      <ComposerTop
        writing={writing()}
        onTurn={turn}
        isMine={!props.conversation.aiEnabled}
        isFree={mode().kind === "free"}
        suggestion={suggestion}
        summary={summary}
      />
      <Show
        when={writing() === "message"}
        fallback={<NoteComposer ref={ref} conversation={props.conversation} onSend={props.onSend} />}
      >
        <ToCustomer {...props} ref={ref} mode={mode()} onFocus={focus} />
      </Show>
    </div>
  );
};
