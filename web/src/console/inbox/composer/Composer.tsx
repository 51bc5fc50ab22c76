import "./composer.css";
import { createMemo, createSignal, lazy, Match, Show, Suspense, Switch, type JSX } from "solid-js";
import type { Conversation, Message } from "../../../../../schema/contract/conversations.ts";
import type { Draft } from "../../../realtime/written.ts";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { draftOf } from "../drafts.ts";
import { now } from "../now.ts";
import { composerMode, type ComposerMode } from "./composerMode.ts";
import { FreeComposer } from "./FreeComposer.tsx";
import { ClosedNote, ReplyOnlyNote, StopNote, WindowNote } from "./Notes.tsx";

const TemplatePicker = lazy(() => import("./TemplatePicker.tsx"));

interface ComposerProps {
  conversation: Conversation;
  /** What is held of the thread. */
  items: readonly Message[];
  onSend(draft: Draft): void;
  /** Given what writing starts in: the text, or the search for a template. */
  ref(element: HTMLElement): void;
}

const only = <K extends ComposerMode["kind"]>(mode: ComposerMode, kind: K) =>
  mode.kind === kind ? (mode as Extract<ComposerMode, { kind: K }>) : undefined;

/** Where the consultant writes: freely, with approved templates once WhatsApp's window is closed, not at all after a STOP. */
export const Composer = (props: ComposerProps): JSX.Element => {
  const mode = createMemo(() => composerMode(props.conversation, props.items, now()));
  const [isPicking, setPicking] = createSignal(false);
  let writing: HTMLElement | undefined;
  const ref = (element: HTMLElement) => {
    writing = element;
    props.ref(element);
  };
  const backToText = () => {
    setPicking(false);
    writing?.focus();
  };
  const picker = (onClose?: () => void) => (
    <Suspense fallback={<SkeletonRows kind="line" count={3} />}>
      <TemplatePicker
        conversation={props.conversation}
        ref={ref}
        onClose={onClose}
        onSend={(draft) => {
          props.onSend(draft);
          onClose?.();
        }}
      />
    </Suspense>
  );
  return (
    <div class="composer">
      <Switch>
        <Match when={only(mode(), "stopped")}>
          {(stopped) => <StopNote name={props.conversation.contactName} stoppedAt={stopped().stoppedAt} />}
        </Match>
        <Match when={only(mode(), "templates")}>
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
        <Match when={only(mode(), "free")}>
          {(free) => (
            <>
              <WindowNote window={free().window} />
              <Show when={free().isReplyOnly}>
                <ReplyOnlyNote name={props.conversation.contactName} />
              </Show>
              <Show when={!isPicking()} fallback={picker(backToText)}>
                <FreeComposer
                  ref={ref}
                  conversation={props.conversation}
                  onSend={props.onSend}
                  onTemplate={free().window.kind === "free" || free().isReplyOnly ? undefined : () => setPicking(true)}
                />
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
};
