import { Show, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { NumberField, TextArea, TextField } from "../../ui/TextField.tsx";
import { useEditor } from "./editor.ts";
import { FieldWarnings } from "./publish/FieldWarnings.tsx";
import { markOf } from "./publish/fieldPlace.ts";

const microsPerEuro = 1_000_000;

/** What an emptied number is sent as: nothing, so that the API's own words come back beside the field. */
const orEmpty = (value: number | null): number => value ?? Number.NaN;

const Quota = (): JSX.Element => {
  const { form, set, errors } = useEditor();
  return (
    <section class="panel">
      <h2>{t().agentForm.quota}</h2>
      <div class="form-row">
        <NumberField
          label={t().agentForm.fields.dailyMessageLimit}
          class={markOf("dailyMessageLimit")}
          help={t().agentForm.help.dailyMessageLimit}
          unit={t().agentForm.perDay}
          error={errors()["dailyMessageLimit"]}
          min={1}
          value={form.dailyMessageLimit}
          onInput={(limit) => set("dailyMessageLimit", orEmpty(limit))}
        />
        <NumberField
          label={t().agentForm.fields.dailyMessageLimitSilver}
          class={markOf("dailyMessageLimitSilver")}
          help={t().agentForm.help.noLimit}
          unit={t().agentForm.perDay}
          error={errors()["dailyMessageLimitSilver"]}
          min={1}
          value={form.dailyMessageLimitSilver}
          onInput={(limit) => set("dailyMessageLimitSilver", limit)}
        />
        <NumberField
          label={t().agentForm.fields.dailyMessageLimitGold}
          class={markOf("dailyMessageLimitGold")}
          help={t().agentForm.help.noLimit}
          unit={t().agentForm.perDay}
          error={errors()["dailyMessageLimitGold"]}
          min={1}
          value={form.dailyMessageLimitGold}
          onInput={(limit) => set("dailyMessageLimitGold", limit)}
        />
      </div>
      <NumberField
        label={t().agentForm.fields.dailySpendCapMicros}
        class={markOf("dailySpendCapMicros")}
        help={t().agentForm.help.dailySpendCapMicros}
        unit={t().agentForm.euros}
        error={errors()["dailySpendCapMicros"]}
        min={0}
        step={0.5}
        value={form.dailySpendCapMicros / microsPerEuro}
        onInput={(euros) => set("dailySpendCapMicros", Math.round(orEmpty(euros) * microsPerEuro))}
      />
    </section>
  );
};

const Manner = (): JSX.Element => {
  const { form, set, errors } = useEditor();
  return (
    <section class="panel">
      <h2>{t().agentForm.manner}</h2>
      <Switch
        label={t().agentForm.fields.autoResponseEnabled}
        class={markOf("autoResponseEnabled")}
        help={t().agentForm.help.autoResponseEnabled}
        isOn={form.autoResponseEnabled}
        onTurn={(isOn) => set("autoResponseEnabled", isOn)}
      />
      <Switch
        label={t().agentForm.fields.conciseMode}
        class={markOf("conciseMode")}
        help={t().agentForm.help.conciseMode}
        isOn={form.conciseMode}
        onTurn={(isOn) => set("conciseMode", isOn)}
      />
      <div class="form-row">
        <NumberField
          label={t().agentForm.fields.quietMs}
          class={markOf("quietMs")}
          help={t().agentForm.help.quietMs}
          unit={t().agentForm.seconds}
          error={errors()["quietMs"]}
          min={0}
          max={10}
          step={0.5}
          value={form.quietMs / 1_000}
          onInput={(seconds) => set("quietMs", Math.round(orEmpty(seconds) * 1_000))}
        />
        <NumberField
          label={t().agentForm.fields.handBackMinutes}
          class={markOf("handBackMinutes")}
          help={t().agentForm.help.handBackMinutes}
          unit={t().agentForm.minutes}
          error={errors()["handBackMinutes"]}
          min={5}
          step={5}
          value={form.handBackMinutes}
          onInput={(minutes) => set("handBackMinutes", minutes)}
        />
        <Select
          label={t().agentForm.fields.modelProvider}
          class={markOf("modelProvider")}
          help={t().agentForm.help.modelProvider}
          value={form.modelProvider}
          options={(["auto", "vertex", "ai_studio"] as const).map((value) => ({ value, label: t().agentForm.providers[value] }))}
          onChange={(value) => set("modelProvider", value)}
        />
        <Show when={form.modelProvider === "vertex"}>
          <FieldWarnings field="modelProvider" />
        </Show>
        <TextField
          label={t().agentForm.fields.modelName}
          class={markOf("modelName")}
          help={t().agentForm.help.modelName}
          error={errors()["modelName"]}
          autocapitalize="none"
          spellcheck={false}
          value={form.modelName}
          onInput={(name) => set("modelName", name.trim())}
        />
      </div>
    </section>
  );
};

const Upgrade = (): JSX.Element => {
  const { form, set, errors } = useEditor();
  return (
    <section class="panel">
      <h2>{t().agentForm.upgrade}</h2>
      <TextArea
        label={t().agentForm.fields.upgradeText}
        class={markOf("upgradeText")}
        help={t().agentForm.help.upgradeText}
        error={errors()["upgradeText"]}
        maxlength={1_000}
        value={form.upgradeText}
        onInput={(text) => set("upgradeText", text)}
      />
      <TextField
        label={t().agentForm.fields.upgradeUrl}
        class={markOf("upgradeUrl")}
        help={t().agentForm.help.upgradeUrl}
        error={errors()["upgradeUrl"]}
        isOptional
        type="url"
        maxlength={500}
        value={form.upgradeUrl ?? ""}
        onInput={(url) => set("upgradeUrl", url.trim() === "" ? null : url.trim())}
      />
    </section>
  );
};

export const Limits = (): JSX.Element => (
  <>
    <Quota />
    <Manner />
    <Upgrade />
  </>
);
