import AlarmClock from "lucide-solid/icons/alarm-clock";
import Ban from "lucide-solid/icons/ban";
import CircleCheck from "lucide-solid/icons/circle-check";
import Timer from "lucide-solid/icons/timer";
import { For, Match, Show, Switch, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { comingMoment } from "../../../i18n/comingMoment.ts";
import { spanOf } from "../../../i18n/measures.ts";
import { t } from "../../../i18n/text.ts";
import { Chip } from "../../../ui/Chip.tsx";
import { LabelChip } from "../labels/LabelChip.tsx";
import { now } from "../now.ts";
import { closingSoon } from "../replyWindow.ts";

const shownLabels = 2;

/** Where it lies when it isn't in the inbox, else why it needs a person, else who answers. */
const State = (props: { conversation: Conversation }): JSX.Element => (
  <Switch fallback={<Chip tone="person">{t().inbox.person}</Chip>}>
    <Match when={props.conversation.place === "blocked"}>
      <Chip tone="red">
        <Ban size={13} />
        {t().inboxList.blocked}
      </Chip>
    </Match>
    <Match when={props.conversation.place === "closed"}>
      <Chip>
        <CircleCheck size={13} />
        {t().inboxList.closed}
      </Chip>
    </Match>
    <Match when={props.conversation.place === "snoozed" && props.conversation.snoozedUntil}>
      {(until) => (
        <Chip>
          <AlarmClock size={13} />
          <span class="truncate">{t().inboxList.snoozedUntil(comingMoment(until()))}</span>
        </Chip>
      )}
    </Match>
    <Match when={props.conversation.needsPerson}>
      {(reason) => (
        <Chip tone="amber">
          <span class="truncate">{t().inbox.needsPerson[reason()]}</span>
        </Chip>
      )}
    </Match>
    <Match when={props.conversation.aiEnabled}>
      <Chip tone="ai">{t().inbox.ai}</Chip>
    </Match>
  </Switch>
);

/** WhatsApp's window is about to close: whoever wants to write freely does it now. */
const Closing = (props: { conversation: Conversation }): JSX.Element => {
  const left = () => (props.conversation.place === "open" ? closingSoon(props.conversation, now()) : null);
  return (
    <Show when={left()}>
      {(span) => (
        <Chip tone="amber">
          <Timer size={13} />
          <span aria-hidden="true" class="numbers">
            {spanOf(span())}
          </span>
          <span class="only-spoken">{t().sending.closingChip(spanOf(span()))}</span>
        </Chip>
      )}
    </Show>
  );
};

const Labels = (props: { labels: readonly Label[] }): JSX.Element => (
  <>
    <For each={props.labels.slice(0, shownLabels)}>{(label) => <LabelChip label={label} />}</For>
    <Show when={props.labels.length > shownLabels}>
      <span class="row-more-labels" title={props.labels.map((label) => label.name).join(", ")}>
        <span aria-hidden="true">+{props.labels.length - shownLabels}</span>
        <span class="only-spoken">{t().inboxList.moreLabels(props.labels.length - shownLabels)}</span>
      </span>
    </Show>
  </>
);

/** How things stand in a conversation: its state, its window, a STOP, its labels. */
export const RowChips = (props: { conversation: Conversation; labels: readonly Label[] }): JSX.Element => (
  <span class="row-chips">
    <State conversation={props.conversation} />
    <Closing conversation={props.conversation} />
    <Show when={props.conversation.stoppedAt}>
      <Chip tone="red">{t().inbox.stoppedChip}</Chip>
    </Show>
    <Labels labels={props.labels} />
  </span>
);
