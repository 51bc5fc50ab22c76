import LayoutTemplate from "lucide-solid/icons/layout-template";
import { Show, type JSX } from "solid-js";
import { problemText } from "../../api/problemText.ts";
import { timeOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import type { Written } from "../../realtime/written.ts";
import { Button } from "../../ui/Button.tsx";
import { useLive } from "../shell/live.ts";
import { BubbleMark } from "./Bubble.tsx";
import { MessageMedia } from "./media/MessageMedia.tsx";
import { Ticks } from "./Ticks.tsx";
import { Words } from "./Words.tsx";

/** A message of ours that the server has not confirmed: painted at once, never lost, sent once. */
export const OutgoingBubble = (props: { outgoing: Written }): JSX.Element => {
  const { sender } = useLive();
  const isRefused = () => props.outgoing.state === "refused";
  const word = () =>
    props.outgoing.state === "waiting" && props.outgoing.problem ? t().inbox.waitingNetwork : t().inbox.sendingNow;
  return (
    <article class="bubble consultant first" classList={{ "with-media": props.outgoing.media.length > 0 }}>
      <p class="bubble-author">{t().inbox.you}</p>
      <Show when={props.outgoing.template}>
        {(template) => (
          <BubbleMark icon={<LayoutTemplate size={13} />}>{t().media.template(template().name.replaceAll("_", " "))}</BubbleMark>
        )}
      </Show>
      <Show when={props.outgoing.media.length > 0}>
        <MessageMedia conversationId={props.outgoing.conversationId} messageId={null} media={props.outgoing.media} />
      </Show>
      <Show when={props.outgoing.text}>
        <Words text={props.outgoing.text} />
      </Show>
      <div class="bubble-foot">
        <time datetime={props.outgoing.at}>{timeOf(props.outgoing.at)}</time>
        <Ticks mark={isRefused() ? "failed" : "clock"} word={isRefused() ? t().inbox.status.failed : word()} />
      </div>
      <Show when={isRefused()}>
        <p class="bubble-failure">
          <span>{t().inbox.failedBecause(problemText({ key: props.outgoing.problem ?? "internal" }))}</span>
          <Button tone="danger" class="slim" onClick={() => sender.retry(props.outgoing.clientMessageId)}>
            {t().common.retry}
          </Button>
          <Button tone="quiet" class="slim" onClick={() => sender.discard(props.outgoing.clientMessageId)}>
            {t().inbox.discard}
          </Button>
        </p>
      </Show>
    </article>
  );
};
