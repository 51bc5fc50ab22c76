import "./changes.css";
import { For, Show, type JSX } from "solid-js";
import type { AgentFields } from "../../../../../schema/contract/agents.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { t } from "../../../i18n/text.ts";
import { changesOf, fieldNames } from "../agentFields.ts";
import { around, textDiff, type Piece } from "./textDiff.ts";
import { isProse, valueText } from "./valueText.ts";

const PieceView = (props: { piece: Piece | null }): JSX.Element => (
  <Show when={props.piece} fallback={<span class="piece-gap"> {agentWords().unchanged} </span>}>
    {(piece) => (
      <Show when={piece().kind !== "same"} fallback={<span>{piece().text}</span>}>
        <Show when={piece().kind === "added"} fallback={<del>{piece().text}</del>}>
          <ins>{piece().text}</ins>
        </Show>
      </Show>
    )}
  </Show>
);

const Prose = (props: { before: string; after: string }): JSX.Element => (
  <p class="change-prose" dir="auto">
    <For each={around(textDiff(props.before, props.after))}>{(piece) => <PieceView piece={piece} />}</For>
  </p>
);

const Values = (props: { before: string; after: string }): JSX.Element => (
  <p class="change-values">
    <del>{props.before || agentWords().emptyValue}</del>
    <span aria-hidden="true"> → </span>
    <ins>{props.after || agentWords().emptyValue}</ins>
  </p>
);

/** What differs between two states of an agent, field by field, long texts word by word. */
export const Changes = (props: { before: AgentFields; after: AgentFields; none?: string }): JSX.Element => {
  const names = () => {
    const changes = changesOf(props.before, { ...props.after });
    return fieldNames.filter((name) => name in changes);
  };
  return (
    <Show when={names().length > 0} fallback={<p class="soft">{props.none ?? agentWords().publishNothing}</p>}>
      <dl class="changes">
        <For each={names()}>
          {(name) => {
            const [before, after] = [() => valueText(name, props.before[name]), () => valueText(name, props.after[name])];
            return (
              <div class="change">
                <dt>{t().agentForm.fields[name]}</dt>
                <dd>
                  <Show when={isProse(name)} fallback={<Values before={before()} after={after()} />}>
                    <Prose before={before()} after={after()} />
                  </Show>
                </dd>
              </div>
            );
          }}
        </For>
      </dl>
    </Show>
  );
};
