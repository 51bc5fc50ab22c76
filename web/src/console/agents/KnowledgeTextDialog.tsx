import { createSignal, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import type { KnowledgePlace } from "./knowledgePlace.ts";

const formId = "knowledge-text";

export const KnowledgeTextDialog = (props: { place: KnowledgePlace; onClose(): void; onSaved(): void }): JSX.Element => {
  const [title, setTitle] = createSignal("");
  const [text, setText] = createSignal("");
  const [level, setLevel] = createSignal<"2" | "3">(props.place.scope === "store" ? "3" : "2");
  const save = createAction(
    () =>
      call("POST /api/knowledge", {
        body: { ...props.place, title: title(), text: text(), minLevel: level() === "3" ? 3 : 2 },
      }),
    {
      done() {
        props.onSaved();
        props.onClose();
      },
    },
  );
  const errors = () => fieldTexts(save.problem());
  return (
    <Dialog
      isOpen
      isWide
      onClose={props.onClose}
      title={t().agents.knowledgeAddText}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={save.isRunning()}>
            {t().common.add}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={formId}
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(undefined);
        }}
      >
        <ProblemNote problem={save.problem()} />
        <TextField
          label={t().agents.knowledgeName}
          error={errors()["title"]}
          autofocus
          maxlength={200}
          value={title()}
          onInput={setTitle}
        />
        <Show when={props.place.scope === "agent"}>
          <Select
            label={t().agents.knowledgeMinLevel}
            value={level()}
            options={[
              { value: "2", label: t().common.levels[2] },
              { value: "3", label: t().common.levels[3] },
            ]}
            onChange={setLevel}
          />
        </Show>
        <TextArea
          class="tall"
          label={t().agents.knowledgeText}
          error={errors()["text"]}
          maxlength={200_000}
          value={text()}
          onInput={setText}
        />
      </form>
    </Dialog>
  );
};
