import { For, Show, type JSX } from "solid-js";
import type { MergeField, MergePreview } from "../../../../../schema/contract/contacts.ts";
import { contactWords } from "../../../i18n/contactWords.ts";
import { listOfWords } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { Note } from "../../../ui/Note.tsx";
import { fieldValue } from "./fieldValue.ts";

const Field = (props: { field: MergeField; preview: MergePreview }): JSX.Element => {
  const words = () => contactWords().merge;
  const after = () => fieldValue(props.preview.after, props.field);
  const isChanged = () => props.preview.changes.includes(props.field);
  return (
    <Show when={after() !== null || isChanged()}>
      <div classList={{ changed: isChanged() }}>
        <dt>{words().fields[props.field]}</dt>
        <dd>
          <span dir="auto">{after() ?? words().empty}</span>
          <Show when={isChanged()}>
            <span class="small soft">{words().before(fieldValue(props.preview.winner, props.field) ?? words().empty)}</span>
          </Show>
        </dd>
      </div>
    </Show>
  );
};

/** Not taken from the contract, whose schemas stay on the server. */
const order = [
  "displayName",
  "phone",
  "email",
  "roles",
  "level",
  "goal",
  "note",
  "language",
  "unconfirmedEmail",
  "blockedAt",
  "stoppedChannels",
] as const satisfies readonly MergeField[];

const countedKinds = ["subscriptions", "dossierEntries", "consents", "sessions", "readings"] as const;

const Moves = (props: { preview: MergePreview }): JSX.Element => {
  const words = () => contactWords().merge;
  const lines = () => {
    const { moves } = props.preview;
    return [
      ...moves.joined.map(({ agentName }) => words().joined(agentName)),
      ...moves.conversations.map(({ agentName }) => words().conversation(agentName)),
      ...moves.identities.map(({ kind, value }) => `${t().contacts.identityKinds[kind]} ${value}`),
      ...countedKinds.flatMap((kind) => (moves[kind] > 0 ? [words()[kind](moves[kind])] : [])),
    ];
  };
  return (
    <section class="merge-part">
      <h3>{words().moves(props.preview.loser.displayName)}</h3>
      <ul class="merge-moves">
        <For each={lines()} fallback={<li class="soft">{words().movesNothing}</li>}>
          {(line) => <li dir="auto">{line}</li>}
        </For>
      </ul>
    </section>
  );
};

/** That one of two names goes is plain from the names themselves. */
const wordsLost = ({ leftOut }: MergePreview): MergeField[] => leftOut.filter((field) => field !== "displayName");

/** What a merge would make of two contacts: the card afterwards, what moves, and what would no longer be seen. */
export const Outlook = (props: { preview: MergePreview }): JSX.Element => {
  const words = () => contactWords().merge;
  const leftOut = () => wordsLost(props.preview);
  return (
    <>
      <section class="merge-part">
        <h3>{words().outcome}</h3>
        <dl class="merge-fields">
          <For each={order}>{(field) => <Field field={field} preview={props.preview} />}</For>
        </dl>
      </section>
      <Show when={leftOut().length > 0}>
        <Note>
          {words().leftOut(
            listOfWords(
              leftOut().map(
                (field) => `${words().fields[field].toLowerCase()} («${fieldValue(props.preview.loser, field) ?? ""}»)`,
              ),
            ),
            props.preview.loser.displayName,
          )}
        </Note>
      </Show>
      <Show when={props.preview.after.blockedAt}>
        <Note tone="red">{words().blocked}</Note>
      </Show>
      <Moves preview={props.preview} />
    </>
  );
};
