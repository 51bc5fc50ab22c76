import Ban from "lucide-solid/icons/ban";
import MessageSquareOff from "lucide-solid/icons/message-square-off";
import Timer from "lucide-solid/icons/timer";
import { Show, type JSX } from "solid-js";
import { momentOf } from "../../../i18n/format.ts";
import { spanOf } from "../../../i18n/measures.ts";
import { t } from "../../../i18n/text.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import type { ReplyWindow } from "../replyWindow.ts";

const minute = 60_000;

/** Counts down to WhatsApp's window closing, from four hours before. */
export const WindowNote = (props: { window: ReplyWindow }): JSX.Element => {
  const closing = () => (props.window.kind === "closing" ? props.window : undefined);
  return (
    <Show when={closing()}>
      {(window) => (
        <p class="composer-note amber">
          <Timer size={16} />
          <span>
            <strong>{window().leftMs < minute ? t().sending.closesNow : t().sending.closesIn(spanOf(window().leftMs))}</strong>{" "}
            {t().sending.closesAfterwards}
          </span>
        </p>
      )}
    </Show>
  );
};

/** The customer wants no messages: what that still allows. */
export const StopNote = (props: { name: string; stoppedAt: string }): JSX.Element => (
  <div class="composer-note red" role="status">
    <MessageSquareOff size={18} />
    <span>
      <strong>{t().sending.stopped(props.name, momentOf(props.stoppedAt))}</strong> {t().sending.stoppedAllowed}
    </span>
  </div>
);

/** The business wants no more of this person. */
export const BlockedNote = (props: { name: string }): JSX.Element => (
  <div class="composer-note red" role="status">
    <Ban size={18} />
    <span>{threadWords().writing.blocked(props.name)}</span>
  </div>
);

/** The customer said STOP and wrote again since: an answer may go out, nothing else. */
export const ReplyOnlyNote = (props: { name: string }): JSX.Element => (
  <p class="composer-note red">
    <MessageSquareOff size={16} />
    <span>{t().sending.stoppedReply(props.name)}</span>
  </p>
);

/** Why only templates can be sent now. */
export const ClosedNote = (props: { name: string; hasOpened: boolean; hasDraft: boolean }): JSX.Element => (
  <div class="composer-note amber" role="status">
    <Timer size={18} />
    <span>
      <strong>{props.hasOpened ? t().sending.closed(props.name) : t().sending.neverOpened(props.name)}</strong>{" "}
      {t().sending.reopens}
      {props.hasDraft ? ` ${t().sending.draftKept}` : ""}
    </span>
  </div>
);
