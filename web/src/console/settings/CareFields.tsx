import type { JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { SettingsEditor } from "./settingsEditor.ts";

/** Who is told when something is wrong, and what stays at Twilio. */
export const CareFields = (props: { editor: SettingsEditor; mayNot: string | undefined }): JSX.Element => (
  <section class="panel">
    <h2>{settingsWords().care}</h2>
    <div class="form-row">
      <TextField
        label={settingsWords().alertEmail}
        help={settingsWords().alertEmailHelp}
        isOptional
        type="email"
        inputmode="email"
        autocomplete="email"
        maxlength={254}
        value={props.editor.form.alertEmail}
        onInput={(email) => props.editor.set("alertEmail", email)}
        error={props.editor.errors()["alertEmail"]}
      />
      <Switch
        class="settings-switch"
        label={settingsWords().removeProviderMedia}
        help={settingsWords().removeProviderMediaHelp}
        isOn={props.editor.form.removeProviderMedia}
        why={props.mayNot}
        onTurn={(isOn) => props.editor.set("removeProviderMedia", isOn)}
      />
    </div>
  </section>
);
