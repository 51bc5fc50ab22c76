import { createSignal, For, Show, type JSX } from "solid-js";
import type { AgentFields } from "../../../../schema/contract/agents.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TwoSides } from "../../ui/TwoSides.tsx";
import { valueText } from "./diff/valueText.ts";
import { useEditor } from "./editor.ts";
import type { Conflict } from "./standing.ts";

const shown = (name: keyof AgentFields, fields: AgentFields): string => valueText(name, fields[name]) || t().agents.conflictEmpty;

const Settle = (props: { conflict: Conflict }): JSX.Element => {
  const editor = useEditor();
  const [theirs, setTheirs] = createSignal<readonly (keyof AgentFields)[]>([]);
  const settled = (): AgentFields => ({
    ...props.conflict.fields,
    ...Object.fromEntries(theirs().map((name) => [name, props.conflict.theirFields[name]])),
  });
  const theirLabel = () => {
    const by = props.conflict.theirs.draft?.by?.name;
    return by ? t().agents.conflictOf(by) : t().agents.conflictTheirs;
  };
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
          <TwoSides
            name={name}
            legend={t().agentForm.fields[name]}
            mine={{ label: t().agents.conflictMine, value: shown(name, props.conflict.fields) }}
            theirs={{ label: theirLabel(), value: shown(name, props.conflict.theirFields) }}
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
