import { Match, Switch, type JSX } from "solid-js";
import { dayOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { Bubble } from "./Bubble.tsx";
import { CodeDivider } from "./CodeDivider.tsx";
import { codeIn } from "./codeIn.ts";
import { NoteBubble } from "./NoteBubble.tsx";
import { OutgoingBubble } from "./OutgoingBubble.tsx";
import type { ThreadRow } from "./threadRows.ts";
import { TopicDivider } from "./TopicDivider.tsx";

const only = <K extends ThreadRow["kind"]>(row: ThreadRow, kind: K) =>
  row.kind === kind ? (row as Extract<ThreadRow, { kind: K }>) : undefined;

const codeLineIn = (row: ThreadRow) => {
  if (row.kind !== "message") return undefined;
  const code = codeIn(row.message);
  return code ? { message: row.message, code } : undefined;
};

const noteIn = (row: ThreadRow) => (row.kind === "message" && row.message.kind === "note" ? row : undefined);

export const ThreadRowView = (props: { row: ThreadRow; contactName: string }): JSX.Element => (
  <Switch>
    <Match when={noteIn(props.row)}>{(row) => <NoteBubble message={row().message} />}</Match>
    <Match when={codeLineIn(props.row)}>
      {(line) => <CodeDivider message={line().message} code={line().code} contactName={props.contactName} />}
    </Match>
    <Match when={only(props.row, "message")}>
      {(row) => <Bubble message={row().message} isFirst={row().isFirst} contactName={props.contactName} />}
    </Match>
    <Match when={only(props.row, "outgoing")}>{(row) => <OutgoingBubble outgoing={row().outgoing} />}</Match>
    <Match when={only(props.row, "topic")}>
      {(row) => <TopicDivider message={row().message} contactName={props.contactName} />}
    </Match>
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
