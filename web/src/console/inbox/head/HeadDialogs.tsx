import { Match, Switch, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { createLabels } from "../labels/data.ts";
import { LabelDialog } from "../labels/LabelDialog.tsx";
import { SnoozeDialog } from "./SnoozeDialog.tsx";
import type { HeadActions } from "./useHeadActions.ts";
import { lateDialog } from "../../shell/late/late.tsx";

const LabelsDialog = lateDialog(() => import("../labels/LabelsDialog.tsx"));

/** What the head's menus ask further: any day and time, a new label, all labels. */
export const HeadDialogs = (props: { conversation: Conversation; actions: HeadActions }): JSX.Element => {
  const labels = createLabels();
  const done = () => props.actions.ask(null);
  return (
    <Switch>
      <Match when={props.actions.asked() === "snooze"}>
        <SnoozeDialog
          conversation={props.conversation}
          timeZone={props.actions.timeZone()}
          isBusy={props.actions.isBusy()}
          onClose={done}
          onPick={(at) => props.actions.snooze(at)}
        />
      </Match>
      <Match when={props.actions.asked() === "label"}>
        <LabelDialog
          count={labels.items().length}
          onClose={done}
          onDone={(label) => {
            done();
            props.actions.putOn(label);
          }}
        />
      </Match>
      <Match when={props.actions.asked() === "labels"}>
        <LabelsDialog onClose={done} />
      </Match>
    </Switch>
  );
};
