import LayoutTemplate from "lucide-solid/icons/layout-template";
import { Show, type JSX } from "solid-js";
import { problemText } from "../../../api/problemText.ts";
import { timeOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import type { Written } from "../../../realtime/written.ts";
import { Button } from "../../../ui/Button.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useLive } from "../../shell/live.ts";
import { useSession } from "../../shell/session.ts";
import { giveBack } from "../composer/giveBack.ts";
import { MessageMedia } from "../media/MessageMedia.tsx";
import { Ticks } from "../Ticks.tsx";
import { BubbleMark } from "./Bubble.tsx";
import { NoteHead, NoteWords } from "./NoteBubble.tsx";
import { Words } from "./Words.tsx";

/** Why it was not taken, and what can be done: again as it is, back into the composer, or away, which can be undone. */
const Refused = (props: { outgoing: Written }): JSX.Element => {
  const { sender } = useLive();
  const toComposer = () => {
    sender.discard(props.outgoing.clientMessageId);
    giveBack(props.outgoing);
  };
  const discard = () => {
    const gone = props.outgoing;
    sender.discard(gone.clientMessageId);
    showToast({ text: threadWords().discarded, undo: () => giveBack(gone) });
  };
  return (
    <div class="bubble-failure">
      <span>{t().inbox.failedBecause(problemText({ key: props.outgoing.problem ?? "internal" }))}</span>
      <Button tone="danger" class="slim" onClick={() => sender.retry(props.outgoing.clientMessageId)}>
        {t().common.retry}
      </Button>
      <Show when={!props.outgoing.template}>
        <Button tone="quiet" class="slim" onClick={toComposer}>
          {threadWords().editRefused}
        </Button>
      </Show>
      <Button tone="quiet" class="slim" onClick={discard}>
        {t().inbox.discard}
      </Button>
    </div>
  );
};

/** A message of ours that the server has not confirmed: painted at once, never lost, sent once. */
export const OutgoingBubble = (props: { outgoing: Written }): JSX.Element => {
  const session = useSession();
  const author = () => session()?.user.name ?? t().inbox.you;
  const isRefused = () => props.outgoing.state === "refused";
  const word = () =>
    props.outgoing.state === "waiting" && props.outgoing.problem ? t().inbox.waitingNetwork : t().inbox.sendingNow;
  return (
    <article
      class="bubble first"
      classList={{
        "team-note": Boolean(props.outgoing.note),
        consultant: !props.outgoing.note,
        "with-media": props.outgoing.media.length > 0,
      }}
    >
      <Show when={props.outgoing.note} fallback={<p class="bubble-author">{author()}</p>}>
        <NoteHead author={author()} />
      </Show>
      <Show when={props.outgoing.template}>
        {(template) => (
          <BubbleMark icon={<LayoutTemplate size={13} />}>{t().media.template(template().name.replaceAll("_", " "))}</BubbleMark>
        )}
      </Show>
      <Show when={props.outgoing.media.length > 0}>
        <MessageMedia conversationId={props.outgoing.conversationId} messageId={null} media={props.outgoing.media} />
      </Show>
      <Show when={props.outgoing.text}>
        <Show when={props.outgoing.note} fallback={<Words text={props.outgoing.text} />}>
          {(note) => <NoteWords text={props.outgoing.text} mentions={note().mentions} />}
        </Show>
      </Show>
      <div class="bubble-foot">
        <time datetime={props.outgoing.at}>{timeOf(props.outgoing.at)}</time>
        <Ticks mark={isRefused() ? "failed" : "clock"} word={isRefused() ? t().inbox.status.failed : word()} />
      </div>
      <Show when={isRefused()}>
        <Refused outgoing={props.outgoing} />
      </Show>
    </article>
  );
};
