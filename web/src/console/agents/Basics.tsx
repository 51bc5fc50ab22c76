import { For, Show, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { useEditor } from "./editor.ts";
import { markOf } from "./publish/fieldPlace.ts";

const starterPlaces = [0, 1, 2, 3] as const;
const modes = ["whatsapp_ai", "ai_only"] as const;

const Identity = (): JSX.Element => {
  const { form, set, errors, isNew } = useEditor();
  return (
    <section class="panel">
      <h2>{t().agentForm.identity}</h2>
      <TextField
        label={t().agentForm.fields.name}
        class={markOf("name")}
        help={t().agentForm.help.name}
        error={errors()["name"]}
        maxlength={80}
        value={form.name}
        onInput={(name) => set("name", name)}
      />
      <div class="form-row">
        <Select
          label={t().agentForm.fields.integrationMode}
          class={markOf("integrationMode")}
          value={form.integrationMode}
          options={modes.map((mode) => ({ value: mode, label: t().agentForm.modes[mode] }))}
          onChange={(mode) => set("integrationMode", mode)}
        />
        <Show when={!isNew()}>
          <Switch
            class={`in-row ${markOf("isActive")}`}
            label={t().agentForm.fields.isActive}
            help={t().agentForm.help.isActive}
            isOn={form.isActive}
            onTurn={(isOn) => set("isActive", isOn)}
          />
        </Show>
      </div>
      <TextArea
        label={t().agentForm.fields.persona}
        class={markOf("persona")}
        help={t().agentForm.help.persona}
        error={errors()["persona"]}
        maxlength={4_000}
        value={form.persona}
        onInput={(text) => set("persona", text)}
      />
      <TextArea
        label={t().agentForm.fields.instructions}
        class={`tall ${markOf("instructions")}`}
        help={t().agentForm.help.instructions}
        error={errors()["instructions"]}
        maxlength={20_000}
        value={form.instructions}
        onInput={(text) => set("instructions", text)}
      />
    </section>
  );
};

const PublicPage = (): JSX.Element => {
  const { form, set, errors } = useEditor();
  const setStarter = (place: number, text: string) => {
    const starters = starterPlaces.map((at) => (at === place ? text : (form.starters[at] ?? "")));
    set("starters", starters.slice(0, starters.findLastIndex(Boolean) + 1));
  };
  return (
    <section class="panel">
      <h2>{t().agentForm.page}</h2>
      <TextField
        label={t().agentForm.fields.slug}
        class={markOf("slug")}
        help={`${location.host}/ai/${form.slug} · ${t().agentForm.help.slug}`}
        error={errors()["slug"]}
        maxlength={60}
        autocapitalize="none"
        spellcheck={false}
        value={form.slug}
        onInput={(slug) => set("slug", slug.toLowerCase().replaceAll(" ", "-"))}
      />
      <TextArea
        label={t().agentForm.fields.greeting}
        class={markOf("greeting")}
        help={t().agentForm.help.greeting}
        error={errors()["greeting"]}
        maxlength={500}
        value={form.greeting}
        onInput={(text) => set("greeting", text)}
      />
      <fieldset class={`field ${markOf("starters")}`}>
        <legend class="field-legend">{t().agentForm.fields.starters}</legend>
        <p class="field-help">{t().agentForm.help.starters}</p>
        <div class="form-row">
          <For each={starterPlaces}>
            {(place) => (
              <TextField
                label={t().agentForm.starter(place + 1)}
                error={errors()[`starters.${place}`]}
                maxlength={120}
                value={form.starters[place] ?? ""}
                onInput={(text) => setStarter(place, text)}
              />
            )}
          </For>
        </div>
      </fieldset>
    </section>
  );
};

export const Basics = (): JSX.Element => (
  <>
    <Identity />
    <PublicPage />
  </>
);
