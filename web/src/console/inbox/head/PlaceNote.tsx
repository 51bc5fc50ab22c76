import AlarmClock from "lucide-solid/icons/alarm-clock";
import Ban from "lucide-solid/icons/ban";
import CircleCheck from "lucide-solid/icons/circle-check";
import Hand from "lucide-solid/icons/hand";
import { Match, Switch, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { comingMoment } from "../../../i18n/comingMoment.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { useBlock } from "./block.tsx";
import type { HeadActions } from "./useHeadActions.ts";

interface LineProps {
  icon: JSX.Element;
  words: string;
  action: string;
  why: string | undefined;
  onAct(): void;
}

const Line = (props: LineProps): JSX.Element => (
  <div class="place-note">
    {props.icon}
    <p>{props.words}</p>
    <Button tone="quiet" class="slim" why={props.why} onClick={() => props.onAct()}>
      {props.action}
    </Button>
  </div>
);

/** Where a conversation lies that isn't in the inbox, and the way back; in the inbox, why it needs a person. */
export const PlaceNote = (props: { conversation: Conversation; actions: HeadActions }): JSX.Element => {
  const block = useBlock(() => ({ contactId: props.conversation.contactId, name: props.conversation.contactName }));
  return (
    <Switch>
      <Match when={props.conversation.place === "snoozed" && props.conversation.snoozedUntil}>
        {(until) => (
          <Line
            icon={<AlarmClock size={16} />}
            words={headWords().snoozeUntil(comingMoment(until()))}
            action={headWords().snoozeNow}
            why={props.actions.mayNot()}
            onAct={() => props.actions.reopen()}
          />
        )}
      </Match>
      <Match when={props.conversation.place === "closed"}>
        <Line
          icon={<CircleCheck size={16} />}
          words={headWords().isClosed}
          action={headWords().reopen}
          why={props.actions.mayNot()}
          onAct={() => props.actions.reopen()}
        />
      </Match>
      <Match when={props.conversation.place === "open" && props.conversation.needsPerson}>
        {(reason) => (
          <div class="place-note waits">
            <Hand size={16} />
            <p>{t().inbox.needsPerson[reason()]}</p>
          </div>
        )}
      </Match>
      <Match when={props.conversation.place === "blocked"}>
        <Line
          icon={<Ban size={16} />}
          words={headWords().blockedNote}
          action={headWords().unblock}
          why={block.mayNot()}
          onAct={() => block.unblock()}
        />
      </Match>
    </Switch>
  );
};
