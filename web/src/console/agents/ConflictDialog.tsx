import { createSignal, For, Show, type JSX } from "solid-js";
import type { AgentFields } from "../../../../schema/contract/agents.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { valueText } from "./diff/valueText.ts";
import { useEditor } from "./editor.ts";
import type { Conflict } from "./standing.ts";

const shown = (name: keyof AgentFields, fields: AgentFields): string => valueText(name, fields[name]) || t().agents.conflictEmpty;

const Choice = (props: {
  name: keyof AgentFields;
  conflict: Conflict;
  takesTheirs: boolean;
  onChoose(takesTheirs: boolean): void;
}): JSX.Element => {
  const theirs = () => {
    const by = props.conflict.theirs.draft?.by?.name;
    return by ? t().agents.conflictOf(by) : t().agents.conflictTheirs;
  };
  const sides = () =>
    [
      [false, t().agents.conflictMine, shown(props.name, props.conflict.fields)],
      [true, theirs(), shown(props.name, props.conflict.theirFields)],
    ] as const;
  return (
    <fieldset class="field conflict">
      <legend class="field-legend">{t().agentForm.fields[props.name]}</legend>
      <div class="conflict-sides">
        <For each={sides()}>
          {([isTheirs, label, value]) => (
            <label class="conflict-side" classList={{ chosen: props.takesTheirs === isTheirs }}>
              <span class="choice">
                <input
                  type="radio"
                  name={`conflict-${props.name}`}
                  checked={props.takesTheirs === isTheirs}
                  onChange={() => props.onChoose(isTheirs)}
                />
                {label}
              </span>
              <span class="conflict-value">{value}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
};

const Settle = (props: { conflict: Conflict }): JSX.Element => {
  const editor = useEditor();
  const [theirs, setTheirs] = createSignal<readonly (keyof AgentFields)[]>([]);
  const settled = (): AgentFields => ({
    ...props.conflict.fields,
    ...Object.fromEntries(theirs().map((name) => [name, props.conflict.theirFields[name]])),
  });
  const choose = (name: keyof AgentFields, takesTheirs: boolean) =>
    setTheirs((known) => [...known.filter((other) => other !== name), ...(takesTheirs ? [name] : [])]);
  return (
    <Dialog
      isOpen
      isWide
      onClose={editor.closeConflict}
      title={t().agents.conflictTitle}
      actions={
        <>
          <Button onClick={() => editor.closeConflict()}>{t().common.cancel}</Button>
          <Button tone="primary" onClick={() => editor.settle(settled())}>
            {t().agents.conflictSave}
          </Button>
        </>
      }
    >
      <p>{props.conflict.conflicts.length > 0 ? t().agents.conflictLead : t().agents.conflictNone}</p>
      <For each={props.conflict.conflicts}>
        {(name) => (
          <Choice
            name={name}
            conflict={props.conflict}
            takesTheirs={theirs().includes(name)}
            onChoose={(takesTheirs) => choose(name, takesTheirs)}
          />
        )}
      </For>
    </Dialog>
  );
};

/** Both versions of what two people changed, field by field. */
export const ConflictDialog = (): JSX.Element => {
  const editor = useEditor();
  return (
    <Show when={editor.conflict()} keyed>
      {(conflict) => <Settle conflict={conflict} />}
    </Show>
  );
};
