import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { For, onMount, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Template } from "../../../../../schema/contract/templates.ts";
import { listOfWords } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import type { Draft } from "../../../realtime/written.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { useMayNot } from "../../shell/session.ts";
import { charactersOver, filledText, firstValues, missingIn, templateParts } from "./templateText.ts";

interface TemplateFormProps {
  template: Template;
  contactName: string;
  onBack(): void;
  onSend(draft: Draft): void;
}

const longestValue = 600;

const Preview = (props: { body: string; values: Readonly<Record<string, string>> }): JSX.Element => (
  <div class="template-preview">
    <p class="small soft">{t().sending.preview}</p>
    <p class="bubble consultant template-bubble" dir="auto">
      <For each={templateParts(props.body, props.values)}>
        {(part) => (
          <Show when={part.variable} fallback={part.text}>
            <mark class="template-value" classList={{ missing: !part.isFilled }}>
              {part.text}
            </mark>
          </Show>
        )}
      </For>
    </p>
  </div>
);

/** A template's values, and the text as the customer will read it, while it is being filled in. */
export const TemplateForm = (props: TemplateFormProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const [values, setValues] = createStore<Record<string, string>>(firstValues(props.template, props.contactName));
  const missing = () => missingIn(props.template, values);
  const over = () => charactersOver(props.template.body, values);
  const why = () => {
    if (mayNot()) return mayNot();
    if (over() > 0) return t().inbox.tooLong(over());
    return missing().length > 0 ? t().sending.fillFirst(listOfWords(missing().map((name) => `{{${name}}}`))) : undefined;
  };
  let form!: HTMLFormElement;
  onMount(() => (form.querySelector("input") ?? form.querySelector<HTMLElement>("[type=submit]"))?.focus());
  const send = () => {
    if (why()) return;
    const { id, name, body } = props.template;
    props.onSend({ text: filledText(body, values), media: [], template: { id, name, variables: { ...values } } });
  };
  return (
    <form
      ref={form}
      noValidate
      class="template-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="template-fields">
        <For each={props.template.variables}>
          {(variable) => (
            <TextField
              label={t().sending.variable(variable.name)}
              maxlength={longestValue}
              autocomplete="off"
              placeholder={variable.sample ? t().sending.variableSample(variable.sample) : ""}
              value={values[variable.name] ?? ""}
              onInput={(value) => setValues(variable.name, value)}
            />
          )}
        </For>
      </div>
      <Show when={over() > 0}>
        <p class="field-error" role="status">
          {t().inbox.tooLong(over())}
        </p>
      </Show>
      <Preview body={props.template.body} values={values} />
      <div class="template-actions">
        <Button onClick={() => props.onBack()}>{t().sending.changeTemplate}</Button>
        <Button type="submit" tone="primary" why={why()}>
          <SendHorizontal size={18} />
          {t().sending.sendTemplate}
        </Button>
      </div>
    </form>
  );
};
