import { Match, Switch, type JSX } from "solid-js";
import { dayOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Bubble } from "./Bubble.tsx";
import { OutgoingBubble } from "./OutgoingBubble.tsx";
import type { ThreadRow } from "./threadRows.ts";

const only = <K extends ThreadRow["kind"]>(row: ThreadRow, kind: K) =>
  row.kind === kind ? (row as Extract<ThreadRow, { kind: K }>) : undefined;

export const ThreadRowView = (props: { row: ThreadRow; contactName: string }): JSX.Element => (
  <Switch>
    <Match when={only(props.row, "message")}>
      {(row) => <Bubble message={row().message} isFirst={row().isFirst} contactName={props.contactName} />}
    </Match>
    <Match when={only(props.row, "outgoing")}>{(row) => <OutgoingBubble outgoing={row().outgoing} />}</Match>
    <Match when={only(props.row, "day")}>
      {(row) => (
        <p class="day">
          <time datetime={row().at}>{dayOf(row().at)}</time>
        </p>
      )}
    </Match>
    <Match when={only(props.row, "new")}>
      <p class="new-divider">{t().inbox.newDivider}</p>
    </Match>
  </Switch>
);
