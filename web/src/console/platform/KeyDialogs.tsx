import { createSignal, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { PoolKey } from "../../../../schema/contract/platform.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts, problemText } from "../../api/problemText.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { t } from "../../i18n/text.ts";
import { ConfirmByName } from "../../ui/ConfirmByName.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { NumberField, TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { PasswordField } from "../account/PasswordField.tsx";
import { fieldsOf, formOf, type KeyForm } from "./keyGroups.ts";

interface DialogProps {
  onClose(): void;
  onDone(): void;
}

const save = (key: PoolKey | null, form: KeyForm): Promise<PoolKey> =>
  key
    ? call("PATCH /api/platform/keys/{id}", { params: { id: key.id }, body: fieldsOf(form) })
    : call("POST /api/platform/keys", { body: { ...fieldsOf(form), apiKey: form.apiKey } });

/** A new key, or what is said about one that is there; the key itself is only ever typed in. */
export const EditKey = (props: DialogProps & { poolKey: PoolKey | null }): JSX.Element => {
  const [form, setForm] = createStore<KeyForm>(formOf(props.poolKey));
  const action = createAction(() => save(props.poolKey, { ...form }), {
    done() {
      props.onDone();
      showToast({ text: props.poolKey ? platformWords().changed : platformWords().added });
    },
  });
  const errors = () => fieldTexts(action.problem());
  const isWhole = () => Boolean(form.label.trim()) && (props.poolKey !== null || Boolean(form.apiKey));
  return (
    <FormDialog
      isOpen
      title={props.poolKey ? `${platformWords().editKey}: ${props.poolKey.label}` : platformWords().addKey}
      submit={props.poolKey ? t().common.save : platformWords().addKey}
      why={isWhole() ? undefined : t().problems.fields.required}
      action={action}
      onClose={props.onClose}
    >
      <Show when={!props.poolKey}>
        <PasswordField
          label={platformWords().apiKey}
          autocomplete="off"
          value={form.apiKey}
          onInput={(apiKey) => setForm("apiKey", apiKey)}
          error={errors()["apiKey"]}
        />
      </Show>
      <TextField
        label={platformWords().label}
        help={platformWords().labelHelp}
        required
        maxlength={80}
        autocomplete="off"
        value={form.label}
        onInput={(label) => setForm("label", label)}
        error={errors()["label"]}
      />
      <TextField
        label={platformWords().project}
        help={platformWords().projectHelp}
        isOptional
        maxlength={80}
        autocomplete="off"
        value={form.project}
        onInput={(project) => setForm("project", project)}
        error={errors()["project"]}
      />
      <NumberField
        label={platformWords().dailyQuota}
        help={platformWords().dailyQuotaHelp}
        isOptional
        unit={platformWords().callsUnit}
        min={1}
        value={form.dailyQuota}
        onInput={(quota) => setForm("dailyQuota", quota)}
        error={errors()["dailyQuota"]}
      />
    </FormDialog>
  );
};

/** Another key in the place of one: nothing else changes, and no answer under way is cut off. */
export const ReplaceKey = (props: DialogProps & { poolKey: PoolKey }): JSX.Element => {
  const [apiKey, setApiKey] = createSignal("");
  const action = createAction(
    () => call("PATCH /api/platform/keys/{id}", { params: { id: props.poolKey.id }, body: { apiKey: apiKey() } }),
    {
      done() {
        props.onDone();
        showToast({ text: platformWords().replaced });
      },
    },
  );
  return (
    <FormDialog
      isOpen
      title={`${platformWords().replaceKey}: ${props.poolKey.label}`}
      submit={platformWords().replaceKey}
      why={apiKey() ? undefined : t().problems.fields.required}
      action={action}
      onClose={props.onClose}
    >
      <p>{platformWords().replaceHelp(props.poolKey.label)}</p>
      <PasswordField
        label={platformWords().apiKey}
        autocomplete="off"
        value={apiKey()}
        onInput={setApiKey}
        error={fieldTexts(action.problem())["apiKey"]}
      />
    </FormDialog>
  );
};

/** Takes a key out of the pool for good, so it asks by name. */
export const RemoveKey = (props: DialogProps & { poolKey: PoolKey }): JSX.Element => {
  const action = createAction(() => call("DELETE /api/platform/keys/{id}", { params: { id: props.poolKey.id } }), {
    done() {
      props.onDone();
      showToast({ text: platformWords().removed });
    },
    failed(problem) {
      props.onClose();
      showToast({ text: problemText(problem), tone: "problem" });
    },
  });
  return (
    <ConfirmByName
      isOpen
      title={platformWords().removeTitle(props.poolKey.label)}
      consequence={platformWords().removeConsequence}
      name={props.poolKey.label}
      isBusy={action.isRunning()}
      onClose={props.onClose}
      onConfirm={() => void action.run(undefined)}
    />
  );
};
