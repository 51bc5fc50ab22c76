import "./agents.css";
import { A, useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createSignal, For, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";

type Kind = "levels" | "standard";

export default function NewAgent(): JSX.Element {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const [name, setName] = createSignal("");
  const [kind, setKind] = createSignal<Kind>("levels");
  const create = createAction(
    () => call("POST /api/agents", { body: { name: name(), isActive: false, levels: kind() === "levels" ? [1, 2, 3] : [] } }),
    {
      done(agent) {
        client.setQueryData(keys.agent(agent.id), agent);
        void client.invalidateQueries({ queryKey: keys.agents });
        navigate(paths.agentSetup(agent.id), { replace: true });
      },
    },
  );
  const kinds = (): [Kind, label: string, help: string][] => [
    ["levels", t().agents.newLevels, t().agents.newLevelsHelp],
    ["standard", t().agents.newStandard, t().agents.newStandardHelp],
  ];
  return (
    <div class="page narrow">
      <header class="page-head">
        <A class="button quiet icon back" href={paths.agents()} aria-label={t().common.back}>
          <ArrowLeft size={20} />
        </A>
        <h1>{t().agents.create}</h1>
      </header>
      <p class="soft">{t().agents.newLead}</p>
      <form
        noValidate
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void create.run(undefined);
        }}
      >
        <ProblemNote problem={create.problem()} />
        <TextField
          label={t().agents.newName}
          help={t().agents.newNameHelp}
          placeholder={t().agents.newNamePlaceholder}
          error={fieldTexts(create.problem())["name"]}
          required
          autofocus
          maxlength={80}
          value={name()}
          onInput={setName}
        />
        <fieldset class="field">
          <legend class="field-legend">{t().agents.newKind}</legend>
          <For each={kinds()}>
            {([value, label, help]) => (
              <label class="kind">
                <input type="radio" name="kind" checked={kind() === value} onChange={() => setKind(value)} />
                <span>
                  <span class="kind-name">{label}</span>
                  <span class="field-help">{help}</span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <div class="form-actions">
          <Button type="submit" tone="primary" why={mayNot()} isBusy={create.isRunning()}>
            {t().agents.createNow}
          </Button>
        </div>
      </form>
    </div>
  );
}
