import { createSignal, Show, type JSX } from "solid-js";
import type { ModelKeyCheck, Settings } from "../../../../schema/contract/settings.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { momentOf } from "../../i18n/format.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { PasswordField } from "../account/PasswordField.tsx";
import { useMayNot } from "../shell/session.ts";

/** The tenant's own key: set, replaced or forgotten, never shown. */
export const ModelKey = (props: { settings: Settings; onChanged(): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [isEditing, setEditing] = createSignal(false);
  const [isForgetting, setForgetting] = createSignal(false);
  const [apiKey, setApiKey] = createSignal("");
  const save = createAction(() => call("PUT /api/settings/model-key", { body: { apiKey: apiKey() } }), {
    done() {
      setApiKey("");
      setEditing(false);
      props.onChanged();
      showToast({ text: settingsWords().modelKeySaved });
    },
  });
  const forget = createAction(() => call("DELETE /api/settings/model-key"), {
    done() {
      setForgetting(false);
      props.onChanged();
      showToast({ text: settingsWords().modelKeyForgotten });
    },
  });
  const [answer, setAnswer] = createSignal<ModelKeyCheck>();
  const check = createAction(() => call("POST /api/settings/model-key/check"), {
    done(found) {
      setAnswer(found);
      props.onChanged();
    },
  });
  const checked = () => {
    if (!props.settings.hasModelKey) return undefined;
    const at = props.settings.modelKeyCheckedAt;
    return at ? settingsWords().modelKeyCheckedAt(momentOf(at)) : settingsWords().modelKeyNeverChecked;
  };
  const said = (found: ModelKeyCheck) =>
    (found.owner === "tenant" ? settingsWords().modelKeyOutcomes : settingsWords().modelKeyPoolOutcomes)[found.outcome];
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{settingsWords().modelKey}</h2>
        <Chip tone={props.settings.hasModelKey ? "ai" : "plain"}>
          {props.settings.hasModelKey ? settingsWords().modelKeySet : settingsWords().modelKeyUnset}
        </Chip>
      </header>
      <p class="field-help">{settingsWords().modelKeyHelp}</p>
      <ProblemNote problem={save.problem() ?? forget.problem() ?? check.problem()} />
      <Show when={props.settings.isModelKeyRefused && !answer()}>
        <Note>{settingsWords().modelKeyRefused}</Note>
      </Show>
      <div class="settings-check">
        <Button why={mayNot()} isBusy={check.isRunning()} onClick={() => void check.run(undefined)}>
          {settingsWords().modelKeyCheck}
        </Button>
        <div role="status" class="small">
          <Show when={answer()} fallback={<span class="soft">{checked()}</span>}>
            {(found) => <span class={found().outcome === "works" ? "settings-good" : "settings-bad"}>{said(found())}</span>}
          </Show>
        </div>
      </div>
      <Show
        when={isEditing() || !props.settings.hasModelKey}
        fallback={
          <div class="form-actions">
            <Button why={mayNot()} onClick={() => setEditing(true)}>
              {settingsWords().modelKeyReplace}
            </Button>
            <Button tone="danger" why={mayNot()} onClick={() => setForgetting(true)}>
              {settingsWords().modelKeyForget}
            </Button>
          </div>
        }
      >
        <form
          noValidate
          class="settings-key"
          onSubmit={(event) => {
            event.preventDefault();
            setAnswer(undefined);
            void save.run(undefined);
          }}
        >
          <PasswordField
            label={settingsWords().modelKeyField}
            autocomplete="off"
            value={apiKey()}
            onInput={setApiKey}
            error={fieldTexts(save.problem())["apiKey"]}
          />
          <div class="form-actions">
            <Button
              type="submit"
              why={mayNot() ?? (apiKey() ? undefined : t().problems.fields.required)}
              isBusy={save.isRunning()}
            >
              {settingsWords().modelKeySave}
            </Button>
            <Show when={props.settings.hasModelKey}>
              <Button tone="quiet" onClick={() => setEditing(false)}>
                {t().common.cancel}
              </Button>
            </Show>
          </div>
        </form>
      </Show>
      <Dialog
        isOpen={isForgetting()}
        onClose={() => setForgetting(false)}
        title={settingsWords().modelKeyForget}
        actions={
          <>
            <Button onClick={() => setForgetting(false)}>{t().common.cancel}</Button>
            <Button tone="danger" isBusy={forget.isRunning()} onClick={() => void forget.run(undefined)}>
              {settingsWords().modelKeyForget}
            </Button>
          </>
        }
      >
        <p>{settingsWords().modelKeyForgetConfirm}</p>
      </Dialog>
    </section>
  );
};
