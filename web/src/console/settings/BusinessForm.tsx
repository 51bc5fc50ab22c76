import { onCleanup, onMount, Show, type JSX } from "solid-js";
import type { Settings } from "../../../../schema/contract/settings.ts";
import { momentOf } from "../../i18n/format.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { useMayNot } from "../shell/session.ts";
import { BusinessFields, PeopleFields } from "./BusinessFields.tsx";
import { CareFields } from "./CareFields.tsx";
import { RetentionFields } from "./RetentionFields.tsx";
import { HoursFields } from "./HoursFields.tsx";
import { SettingsConflictDialog } from "./SettingsConflictDialog.tsx";
import { createSettingsEditor, type SettingsEditor } from "./settingsEditor.ts";

/** Appears with the first change and stays in reach; Ctrl or ⌘ with S saves too. */
const SaveBar = (props: { editor: SettingsEditor; mayNot: string | undefined }): JSX.Element => {
  const listen = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.metaKey || event.ctrlKey) || !props.editor.isChanged()) return;
    event.preventDefault();
    if (!props.mayNot && !props.editor.isSaving()) props.editor.save();
  };
  onMount(() => document.addEventListener("keydown", listen));
  onCleanup(() => document.removeEventListener("keydown", listen));
  return (
    <Show when={props.editor.isChanged()}>
      <div class="settings-save" role="group" aria-label={settingsWords().unsaved}>
        <p>
          <Show when={props.editor.restoredFrom()} fallback={settingsWords().unsaved}>
            {(at) => settingsWords().draftRestored(momentOf(at()))}
          </Show>
        </p>
        <Button onClick={() => props.editor.discard()}>{settingsWords().discard}</Button>
        <Button type="submit" tone="primary" why={props.mayNot ?? props.editor.why()} isBusy={props.editor.isSaving()}>
          {t().common.save}
        </Button>
      </div>
    </Show>
  );
};

/** What the business says of itself, all of it one form with one version. */
export const BusinessForm = (props: { settings: Settings; tenantId: string; onSaved(settings: Settings): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const editor = createSettingsEditor(
    () => props.settings,
    props.tenantId,
    (settings) => props.onSaved(settings),
  );
  return (
    <form
      noValidate
      class="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!mayNot()) editor.save();
      }}
    >
      <ProblemNote problem={editor.problem()} />
      <Show when={mayNot()}>
        <Note tone="info">{settingsWords().ownersOnly}</Note>
      </Show>
      <fieldset class="settings-fields" disabled={mayNot() !== undefined}>
        <BusinessFields editor={editor} />
        <HoursFields editor={editor} mayNot={mayNot()} />
        <PeopleFields editor={editor} />
        <CareFields editor={editor} mayNot={mayNot()} />
        <RetentionFields editor={editor} />
      </fieldset>
      <SaveBar editor={editor} mayNot={mayNot()} />
      <SettingsConflictDialog editor={editor} />
    </form>
  );
};
