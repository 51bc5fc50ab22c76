import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { problemText } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmByName } from "../../ui/ConfirmByName.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { useEditor } from "./editor.ts";

const starterPlaces = [0, 1, 2, 3] as const;
const modes = ["whatsapp_ai", "ai_only"] as const;

const Identity = (): JSX.Element => {
  const { form, set, errors } = useEditor();
  return (
    <section class="panel">
      <h2>{t().agentForm.identity}</h2>
      <TextField
        label={t().agentForm.fields.name}
        help={t().agentForm.help.name}
        error={errors()["name"]}
        maxlength={80}
        value={form.name}
        onInput={(name) => set("name", name)}
      />
      <div class="form-row">
        <Select
          label={t().agentForm.fields.integrationMode}
          value={form.integrationMode}
          options={modes.map((mode) => ({ value: mode, label: t().agentForm.modes[mode] }))}
          onChange={(mode) => set("integrationMode", mode)}
        />
        <Switch
          class="in-row"
          label={t().agentForm.fields.isActive}
          help={t().agentForm.help.isActive}
          isOn={form.isActive}
          onTurn={(isOn) => set("isActive", isOn)}
        />
      </div>
      <TextArea
        label={t().agentForm.fields.persona}
        help={t().agentForm.help.persona}
        error={errors()["persona"]}
        maxlength={4_000}
        value={form.persona}
        onInput={(text) => set("persona", text)}
      />
      <TextArea
        class="tall"
        label={t().agentForm.fields.instructions}
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
        help={t().agentForm.help.greeting}
        error={errors()["greeting"]}
        maxlength={500}
        value={form.greeting}
        onInput={(text) => set("greeting", text)}
      />
      <fieldset class="field">
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

const DeleteAgent = (): JSX.Element => {
  const { agent } = useEditor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("manage");
  const [isAsking, setAsking] = createSignal(false);
  const remove = createAction(() => call("DELETE /api/agents/{id}", { params: { id: agent().id } }), {
    done() {
      void client.invalidateQueries({ queryKey: keys.agents });
      showToast({ text: t().agents.deleted(agent().name) });
      navigate(paths.agents(), { replace: true });
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <div class="form-actions">
      <Button tone="danger" why={mayNot()} onClick={() => setAsking(true)}>
        {t().agents.delete}
      </Button>
      <ConfirmByName
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove.run(undefined)}
        title={t().agents.delete}
        consequence={t().agents.deleteConsequence}
        name={agent().name}
        isBusy={remove.isRunning()}
      />
    </div>
  );
};

export const Basics = (): JSX.Element => (
  <>
    <Identity />
    <PublicPage />
    <DeleteAgent />
  </>
);
