import { createSignal, For, Show, type JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TwoSides } from "../../ui/TwoSides.tsx";
import type { HoursForm } from "./officeHours.ts";
import type { SettingsConflict, SettingsEditor } from "./settingsEditor.ts";
import { formOf, type SettingsField, type SettingsForm } from "./settingsForm.ts";

const hoursText = ({ isOn, days }: HoursForm): string =>
  isOn
    ? days
        .map((spans, at) => {
          const told = spans.map(({ from, to }) => `${from}–${to}`).join(", ");
          return `${settingsWords().days[at]}: ${told || settingsWords().closed}`;
        })
        .join("\n")
    : settingsWords().noHours;

const shown = (value: SettingsForm[SettingsField]): string => {
  if (typeof value === "boolean") return value ? settingsWords().yes : settingsWords().no;
  if (typeof value === "object") return hoursText(value);
  return value || settingsWords().conflictEmpty;
};

const labelOf = (name: SettingsField): string => {
  const words = settingsWords();
  return name === "officeHours" ? words.hours : words[name];
};

const Settle = (props: { conflict: SettingsConflict; editor: SettingsEditor }): JSX.Element => {
  const [theirs, setTheirs] = createSignal<readonly SettingsField[]>([]);
  const stored = () => formOf(props.conflict.theirs);
  const settled = (): SettingsForm => ({
    ...props.conflict.form,
    ...Object.fromEntries(theirs().map((name) => [name, stored()[name]])),
  });
  const choose = (name: SettingsField, takesTheirs: boolean) =>
    setTheirs((known) => [...known.filter((other) => other !== name), ...(takesTheirs ? [name] : [])]);
  return (
    <Dialog
      isOpen
      isWide
      onClose={props.editor.closeConflict}
      title={settingsWords().conflictTitle}
      actions={
        <>
          <Button onClick={() => props.editor.closeConflict()}>{t().common.cancel}</Button>
          <Button tone="primary" isBusy={props.editor.isSaving()} onClick={() => props.editor.settle(settled())}>
            {settingsWords().conflictSave}
          </Button>
        </>
      }
    >
      <p>{settingsWords().conflictLead}</p>
      <For each={props.conflict.conflicts}>
        {(name) => (
          <TwoSides
            name={name}
            legend={labelOf(name)}
            mine={{ label: settingsWords().conflictMine, value: shown(props.conflict.form[name]) }}
            theirs={{ label: settingsWords().conflictTheirs, value: shown(stored()[name]) }}
            takesTheirs={theirs().includes(name)}
            onChoose={(takesTheirs) => choose(name, takesTheirs)}
          />
        )}
      </For>
    </Dialog>
  );
};

/** Both versions of what two people changed, field by field. */
export const SettingsConflictDialog = (props: { editor: SettingsEditor }): JSX.Element => (
  <Show when={props.editor.conflict()} keyed>
    {(conflict) => <Settle conflict={conflict} editor={props.editor} />}
  </Show>
);
