import type { JSX } from "solid-js";
import { languages } from "../../i18n/language.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import type { SettingsEditor } from "./settingsEditor.ts";
import { listError } from "./settingsForm.ts";

/** The zones this browser knows, by continent, with the chosen one among them whatever it knows. */
const zoneOptions = (chosen: string) =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), chosen])].toSorted().map((zone) => {
    const [group = zone, ...rest] = zone.split("/");
    return { value: zone, label: rest.length > 0 ? `${rest.join(", ").replaceAll("_", " ")} (${group})` : zone, group };
  });

/** Who the business is. */
export const BusinessFields = (props: { editor: SettingsEditor }): JSX.Element => {
  const errors = () => props.editor.errors();
  return (
    <section class="panel">
      <h2>{settingsWords().business}</h2>
      <TextField
        label={settingsWords().name}
        required
        maxlength={120}
        value={props.editor.form.name}
        onInput={(name) => props.editor.set("name", name)}
        error={errors()["name"]}
      />
      <div class="form-row">
        <Select
          label={settingsWords().language}
          help={settingsWords().languageHelp}
          value={props.editor.form.language}
          options={languages.map((code) => ({ value: code, label: t().common.languages[code] }))}
          onChange={(code) => props.editor.set("language", code)}
        />
        <Select
          label={settingsWords().timeZone}
          help={settingsWords().timeZoneHelp}
          value={props.editor.form.timeZone}
          options={zoneOptions(props.editor.form.timeZone)}
          onChange={(zone) => props.editor.set("timeZone", zone)}
          error={errors()["timeZone"]}
        />
      </div>
    </section>
  );
};

/** Numbers that are the business's own people. */
export const PeopleFields = (props: { editor: SettingsEditor }): JSX.Element => (
  <section class="panel">
    <h2>{settingsWords().people}</h2>
    <div class="form-row">
      <TextArea
        label={settingsWords().consultantPhones}
        help={settingsWords().consultantPhonesHelp}
        class="settings-phones"
        inputmode="tel"
        value={props.editor.form.consultantPhones}
        onInput={(text) => props.editor.set("consultantPhones", text)}
        error={listError(props.editor.errors(), "consultantPhones")}
      />
      <TextArea
        label={settingsWords().receptionPhones}
        help={settingsWords().receptionPhonesHelp}
        class="settings-phones"
        inputmode="tel"
        value={props.editor.form.receptionPhones}
        onInput={(text) => props.editor.set("receptionPhones", text)}
        error={listError(props.editor.errors(), "receptionPhones")}
      />
    </div>
  </section>
);
