import type { JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Settings } from "../../../../schema/contract/settings.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { languages } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { CareFields } from "./CareFields.tsx";
import { formOf, listError, settingsChanges, type SettingsForm } from "./settingsForm.ts";

/** The zones this browser knows, by continent, with the chosen one among them whatever it knows. */
const zoneOptions = (chosen: string) =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), chosen])].toSorted().map((zone) => {
    const [group = zone, ...rest] = zone.split("/");
    return { value: zone, label: rest.length > 0 ? `${rest.join(", ").replaceAll("_", " ")} (${group})` : zone, group };
  });

export const BusinessForm = (props: { settings: Settings; onSaved(settings: Settings): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [form, setForm] = createStore<SettingsForm>(formOf(props.settings));
  const changes = () => settingsChanges(props.settings, form);
  const isChanged = () => Object.keys(changes()).length > 0;
  const patch = createAction(
    async (wanted: SettingsForm) => {
      const before = formOf(props.settings);
      const body = settingsChanges(props.settings, wanted);
      return { before, after: await call("PATCH /api/settings", { body }) };
    },
    {
      done({ before, after }) {
        props.onSaved(after);
        setForm(formOf(after));
        showToast({ text: t().settings.saved, undo: () => void patch.run(before) });
      },
    },
  );
  const errors = () => fieldTexts(patch.problem());
  const why = () => mayNot() ?? (isChanged() ? undefined : t().settings.nothingChanged);
  return (
    <form
      noValidate
      class="panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (!why()) void patch.run({ ...form });
      }}
    >
      <h2>{t().settings.business}</h2>
      <ProblemNote problem={patch.problem()} />
      <TextField
        label={t().settings.name}
        required
        maxlength={120}
        value={form.name}
        onInput={(name) => setForm("name", name)}
        error={errors()["name"]}
      />
      <div class="form-row">
        <Select
          label={t().settings.language}
          help={t().settings.languageHelp}
          value={form.language}
          options={languages.map((code) => ({ value: code, label: t().common.languages[code] }))}
          onChange={(code) => setForm("language", code)}
        />
        <Select
          label={t().settings.timeZone}
          help={t().settings.timeZoneHelp}
          value={form.timeZone}
          options={zoneOptions(props.settings.timeZone)}
          onChange={(zone) => setForm("timeZone", zone)}
          error={errors()["timeZone"]}
        />
      </div>
      <div class="form-row">
        <TextArea
          label={t().settings.consultantPhones}
          help={t().settings.consultantPhonesHelp}
          class="settings-phones"
          inputmode="tel"
          value={form.consultantPhones}
          onInput={(text) => setForm("consultantPhones", text)}
          error={listError(errors(), "consultantPhones")}
        />
        <TextArea
          label={t().settings.receptionPhones}
          help={t().settings.receptionPhonesHelp}
          class="settings-phones"
          inputmode="tel"
          value={form.receptionPhones}
          onInput={(text) => setForm("receptionPhones", text)}
          error={listError(errors(), "receptionPhones")}
        />
      </div>
      <CareFields form={form} set={setForm} errors={errors()} />
      <div class="form-actions">
        <Button type="submit" tone="primary" why={why()} isBusy={patch.isRunning()}>
          {t().common.save}
        </Button>
      </div>
    </form>
  );
};
