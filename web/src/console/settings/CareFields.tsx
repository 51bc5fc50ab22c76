import type { JSX } from "solid-js";
import type { SetStoreFunction } from "solid-js/store";
import { t } from "../../i18n/text.ts";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { SettingsForm } from "./settingsForm.ts";

interface CareFieldsProps {
  form: SettingsForm;
  set: SetStoreFunction<SettingsForm>;
  errors: Record<string, string>;
}

/** Who is told when something is wrong, and what stays at Twilio. */
export const CareFields = (props: CareFieldsProps): JSX.Element => (
  <div class="form-row">
    <TextField
      label={t().settings.alertEmail}
      help={t().settings.alertEmailHelp}
      isOptional
      type="email"
      inputmode="email"
      autocomplete="email"
      maxlength={254}
      value={props.form.alertEmail}
      onInput={(email) => props.set("alertEmail", email)}
      error={props.errors["alertEmail"]}
    />
    <Switch
      class="settings-switch"
      label={t().settings.removeProviderMedia}
      help={t().settings.removeProviderMediaHelp}
      isOn={props.form.removeProviderMedia}
      onTurn={(isOn) => props.set("removeProviderMedia", isOn)}
    />
  </div>
);
