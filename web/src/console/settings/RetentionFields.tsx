import type { JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { Select } from "../../ui/Select.tsx";
import type { SettingsEditor } from "./settingsEditor.ts";
import { keptDays } from "./keptDays.ts";

/** How long messages and files of somebody who writes no more are kept. */
export const RetentionFields = (props: { editor: SettingsEditor }): JSX.Element => {
  const options = (stored: string) =>
    keptDays(stored).map((days) => ({ value: days, label: settingsWords().keptFor(days === "" ? null : Number(days)) }));
  return (
    <section class="panel">
      <h2>{settingsWords().retention}</h2>
      <p class="field-help">{settingsWords().retentionHelp}</p>
      <div class="form-row">
        <Select
          label={settingsWords().keepMessagesDays}
          help={settingsWords().keepMessagesDaysHelp}
          value={props.editor.form.keepMessagesDays}
          options={options(props.editor.form.keepMessagesDays)}
          onChange={(days) => props.editor.set("keepMessagesDays", days)}
          error={props.editor.errors()["keepMessagesDays"]}
        />
        <Select
          label={settingsWords().keepFilesDays}
          help={settingsWords().keepFilesDaysHelp}
          value={props.editor.form.keepFilesDays}
          options={options(props.editor.form.keepFilesDays)}
          onChange={(days) => props.editor.set("keepFilesDays", days)}
          error={props.editor.errors()["keepFilesDays"]}
        />
      </div>
    </section>
  );
};
