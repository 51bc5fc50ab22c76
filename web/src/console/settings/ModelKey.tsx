import { createSignal, Show, type JSX } from "solid-js";
import type { Settings } from "../../../../schema/contract/settings.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { PasswordField } from "../account/PasswordField.tsx";
import { useMayNot } from "../shell/session.ts";

/** The tenant's own key: set, replaced or forgotten, never shown. */
export const ModelKey = (props: { settings: Settings; onChanged(hasModelKey: boolean): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [isEditing, setEditing] = createSignal(false);
  const [isForgetting, setForgetting] = createSignal(false);
  const [apiKey, setApiKey] = createSignal("");
  const save = createAction(() => call("PUT /api/settings/model-key", { body: { apiKey: apiKey() } }), {
    done() {
      setApiKey("");
      setEditing(false);
      props.onChanged(true);
      showToast({ text: t().settings.modelKeySaved });
    },
  });
  const forget = createAction(() => call("DELETE /api/settings/model-key"), {
    done() {
      setForgetting(false);
      props.onChanged(false);
      showToast({ text: t().settings.modelKeyForgotten });
    },
  });
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{t().settings.modelKey}</h2>
        <Chip tone={props.settings.hasModelKey ? "ai" : "plain"}>
          {props.settings.hasModelKey ? t().settings.modelKeySet : t().settings.modelKeyUnset}
        </Chip>
      </header>
      <p class="field-help">{t().settings.modelKeyHelp}</p>
      <ProblemNote problem={save.problem() ?? forget.problem()} />
      <Show
        when={isEditing() || !props.settings.hasModelKey}
        fallback={
          <div class="form-actions">
            <Button why={mayNot()} onClick={() => setEditing(true)}>
              {t().settings.modelKeyReplace}
            </Button>
            <Button tone="danger" why={mayNot()} onClick={() => setForgetting(true)}>
              {t().settings.modelKeyForget}
            </Button>
          </div>
        }
      >
        <form
          noValidate
          class="settings-key"
          onSubmit={(event) => {
            event.preventDefault();
            void save.run(undefined);
          }}
        >
          <PasswordField
            label={t().settings.modelKeyField}
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
              {t().settings.modelKeySave}
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
        title={t().settings.modelKeyForget}
        actions={
          <>
            <Button onClick={() => setForgetting(false)}>{t().common.cancel}</Button>
            <Button tone="danger" isBusy={forget.isRunning()} onClick={() => void forget.run(undefined)}>
              {t().settings.modelKeyForget}
            </Button>
          </>
        }
      >
        <p>{t().settings.modelKeyForgetConfirm}</p>
      </Dialog>
    </section>
  );
};
